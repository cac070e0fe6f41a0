// SPDX-License-Identifier: Apache-2.0

// SF. A. M. Eskicioglu, P. S. Fisher, "Image quality measures and their performance", IEEE
// Transactions on Communications 43, 1995. There both sums are divided by H W; the published tables
// divide each by its own number of differences, and so does this file.

import Imaging

extension Metric {
  /// SF = sqrt(mean (F[y,x+1] - F[y,x])^2 + mean (F[y+1,x] - F[y,x])^2), each mean over its own
  /// number of differences.
  public static let spatialFrequency = Metric(
    name: "SF", title: "spatial frequency", summary: "How much neighboring pixels differ.",
    reference: "Eskicioglu, Fisher 1995", needsSources: false, minimumSide: 2,
    cddfuse: MetricConvention(.levels, 0...360.7) { frequency(of: $0.triple.fused) })
}

private func frequency(of image: GrayImage) -> Double {
  let (width, height) = (image.size.width, image.size.height)
  return image.levels.withUnsafeBufferPointer { levels in
    var (across, down) = (0, 0)
    for row in 0..<height {
      let line = levels[row * width..<(row + 1) * width]
      across += squaredDifferences(line.dropLast(), line.dropFirst())
      guard row + 1 < height else { continue }
      down += squaredDifferences(line, levels[(row + 1) * width..<(row + 2) * width])
    }
    let means = (
      Double(across) / Double(height * (width - 1)), Double(down) / Double((height - 1) * width)
    )
    return (means.0 + means.1).squareRoot()
  }
}

private func squaredDifferences(
  _ x: Slice<UnsafeBufferPointer<UInt8>>, _ y: Slice<UnsafeBufferPointer<UInt8>>
) -> Int {
  let (x, y) = (UnsafeBufferPointer(rebasing: x), UnsafeBufferPointer(rebasing: y))
  var sum = 0
  for i in 0..<x.count {
    let difference = Int32(x[i]) &- Int32(y[i])
    sum &+= Int(difference &* difference)
  }
  return sum
}
