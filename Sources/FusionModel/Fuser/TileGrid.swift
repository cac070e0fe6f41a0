// SPDX-License-Identifier: Apache-2.0

import Fusion
import Imaging
import Tensors

/// Overlapping square tiles that cover an image, and how their results are blended.
///
/// Tiles start where the network's grid does and overlap by at least ``overlap`` pixels. Each
/// result is weighted by a ramp that rises linearly from the tile's inner borders over the overlap,
/// and the weighted sum is divided by the sum of weights. So where two tiles differ by D, the blend
/// adds at most D / overlap from one pixel to the next: no seam.
package struct TileGrid {
  /// Pixels over which neighbors are blended.
  static let overlap = FusionTiling.minimumSide / 2

  private let rows: [Range<Int>]
  private let columns: [Range<Int>]

  /// One tile, of whatever size.
  package static let whole = Self(rows: [], columns: [])

  private init(rows: [Range<Int>], columns: [Range<Int>]) {
    (self.rows, self.columns) = (rows, columns)
  }

  /// Tiles for an image of `size`.
  init(
    _ size: ImageSize, tiling: FusionTiling, configuration: any NetworkConfiguration
  ) {
    let side: Int =
      switch tiling {
      case .automatic: configuration.automaticTileSide
      case .off: .max
      case .side(let side): side
      }
    let step = configuration.tileAlignment
    rows = Self.cover(size.height, side: side, step: step)
    columns = Self.cover(size.width, side: side, step: step)
  }

  /// Tiles along one axis: as few as cover it with the overlap, evenly spread from `step` to
  /// `step`.
  private static func cover(_ length: Int, side: Int, step: Int) -> [Range<Int>] {
    if length <= side { return [0..<length] }
    let side = side / step * step
    let intervals = (length - side + side - overlap - 1) / (side - overlap)
    return (0...intervals).map { index in
      let start = (length - side) * index / intervals / step * step
      return start..<(index == intervals ? length : start + side)
    }
  }

  /// Applies `body`, which makes one float32 tensor of two, to each tile of two `[1, 1, H, W]`
  /// tensors, row-major, and blends the results into one.
  func map(_ first: Tensor, _ second: Tensor, _ body: (Tensor, Tensor) throws -> Tensor)
    rethrows -> Tensor
  {
    if rows.count <= 1 && columns.count <= 1 { return try body(first, second) }
    let sum = Tensor.zeros(first.shape, device: first.device)
    let weights = Tensor.zeros(first.shape, device: first.device)
    for row in rows {
      for column in columns {
        func tile(_ x: Tensor) -> Tensor { x.slice(row, dim: 2).slice(column, dim: 3) }
        let weight = self.weight(row, column, in: first)
        try tile(sum).add_(body(tile(first).contiguous(), tile(second).contiguous()) * weight)
        tile(weights).add_(weight)
      }
    }
    return sum / weights
  }

  /// `[1, 1, h, w]`: the ramps of both axes multiplied.
  private func weight(_ row: Range<Int>, _ column: Range<Int>, in image: Tensor) -> Tensor {
    let vertical = ramp(row, length: image.size(2)).reshaped(1, 1, -1, 1)
    let horizontal = ramp(column, length: image.size(3)).reshaped(1, 1, 1, -1)
    return (vertical * horizontal).to(device: image.device)
  }

  /// 1 inside a tile, falling to near 0 over the overlap at borders that lie inside the image.
  private func ramp(_ tile: Range<Int>, length: Int) -> Tensor {
    let width = Float(Self.overlap + 1)
    let values = tile.map { position -> Float in
      let left = tile.lowerBound == 0 ? Float.infinity : Float(position - tile.lowerBound + 1)
      let right = tile.upperBound == length ? .infinity : Float(tile.upperBound - position)
      return Swift.min(left, right, width) / width
    }
    return Tensor(values, [tile.count])
  }
}
