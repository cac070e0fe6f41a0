// SPDX-License-Identifier: Apache-2.0

// Noise. This project: formulas that reward contrast reward amplified noise as well, so it is
// looked at where there is nothing but noise.

import Imaging

extension Metric {
  /// sqrt(sum var F / sum max(var A, var B)) over flat 7x7 tiles: the quarter of all tiles, the
  /// constant ones left out, whose max(var A, var B) is least. Not-a-number where there is none.
  ///
  /// A variance counts stripes along rows and columns as it counts grain.
  public static let flatNoise = Metric(
    name: "Noise", title: "noise in flat areas",
    summary: "Local standard deviation where both sources are flat, against the noisier source's.",
    reference: "this project", direction: .lowerIsBetter, minimumSide: tileSide,
    cddfuse: MetricConvention(.none, 0...1000) { noise(in: $0.triple) })
}

private let tileSide = 7

private func noise(in triple: FusedTriple) -> Double {
  let images = [triple.first, triple.second, triple.fused].map(tileVariances)
  let tiles = zip(zip(images[0], images[1]), images[2])
    .map { (sources: max($0.0, $0.1), fused: $1) }
    .filter { $0.sources > 0 }
    .sorted { $0.sources < $1.sources }
  let flat = tiles.prefix((tiles.count + 3) / 4)
  let sums = flat.reduce((fused: 0.0, sources: 0.0)) {
    ($0.fused + $1.fused, $0.sources + $1.sources)
  }
  return (sums.fused / sums.sources).squareRoot()
}

/// The variance of each whole tile.
private func tileVariances(of image: GrayImage) -> [Double] {
  let (columns, rows) = (image.size.width / tileSide, image.size.height / tileSide)
  let count = tileSide * tileSide
  return (0..<rows * columns).map { tile in
    let origin = tile / columns * tileSide * image.size.width + tile % columns * tileSide
    var (sum, squares) = (0, 0)
    for row in 0..<tileSide {
      let start = origin + row * image.size.width
      for level in image.levels[start..<start + tileSide] {
        sum += Int(level)
        squares += Int(level) * Int(level)
      }
    }
    return Double(count * squares - sum * sum) / Double(count * count)
  }
}
