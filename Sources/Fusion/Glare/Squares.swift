// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Means and deviations of some of an image's pixels, kept by small squares.
struct Squares {
  private let width: Int
  private let cell: Int
  private let size: ImageSize
  private let shares: [Float]
  private let means: [Float]
  private let deviations: [Float]

  /// - Parameters:
  ///   - image: What is measured.
  ///   - places: The pixels that count.
  ///   - cell: Pixels a side of a square.
  ///   - reach: Squares from the middle one of a mean to its sides.
  init(_ image: Plane, at places: [Int], cell: Int, reach: Int) {
    width = image.size.width
    self.cell = cell
    size = ImageSize(
      width: (width + cell - 1) / cell, height: (image.size.height + cell - 1) / cell)
    var sums = [[Float]](repeating: [Float](repeating: 0, count: size.pixelCount), count: 3)
    for place in places {
      let square = place / width / cell * size.width + place % width / cell
      let value = image.values[place]
      sums[0][square] += 1
      sums[1][square] += value
      sums[2][square] += value * value
    }
    shares = boxSums(sums[0], size, reach: 1).map { $0 / Float(9 * cell * cell) }
    let around = sums.map { [size] in boxSums($0, size, reach: reach) }
    means = zip(around[1], around[0]).map { $0 / max($1, 1) }
    deviations = means.indices.map { [means] in
      let square = around[2][$0] / max(around[0][$0], 1)
      return max(square - means[$0] * means[$0], 0).squareRoot()
    }
  }

  /// At a pixel, between the middles of squares: the share of the pixels of 3x3 squares that count,
  /// and mean and standard deviation of those of the larger window.
  func around(_ place: Int) -> (share: Float, mean: Float, deviation: Float) {
    let (x, y) = (between(place % width, size.width), between(place / width, size.height))
    func value(_ plane: [Float]) -> Float {
      func row(_ y: Int) -> Float {
        let (left, right) = (plane[y * size.width + x.low], plane[y * size.width + x.high])
        return left + x.share * (right - left)
      }
      let (above, below) = (row(y.low), row(y.high))
      return above + y.share * (below - above)
    }
    return (value(shares), value(means), value(deviations))
  }

  private func between(_ pixel: Int, _ count: Int) -> (low: Int, high: Int, share: Float) {
    let position = min(max((Float(pixel) + 0.5) / Float(cell) - 0.5, 0), Float(count - 1))
    let low = Int(position)
    return (low, min(low + 1, count - 1), position - Float(low))
  }
}
