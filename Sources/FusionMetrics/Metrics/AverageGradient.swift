// SPDX-License-Identifier: Apache-2.0

// AG. G. Cui, H. Feng, Z. Xu, Q. Li, Y. Chen, "Detail preserved fusion of visible and infrared
// images using regional saliency extraction and multi-scale image decomposition", Optics
// Communications 341, 2015. The published evaluation code takes central differences
// (`numpy.gradient`).

import Imaging

extension Metric {
  /// AG = mean sqrt((Gx^2 + Gy^2) / 2); G are central differences halved, one-sided at the border.
  public static let averageGradient = Metric(
    name: "AG", title: "average gradient", summary: "How steep edges and texture are on average.",
    reference: "Cui, Feng, Xu, Li, Chen 2015", needsSources: false, minimumSide: 2,
    cddfuse: MetricConvention(.levels, 0...255) { meanGradient(of: $0.triple.fused) })
}

private func meanGradient(of image: GrayImage) -> Double {
  let (width, height) = (image.size.width, image.size.height)
  return image.levels.withUnsafeBufferPointer { levels in
    var sum = 0.0
    for row in 0..<height {
      let (above, below) = (max(row - 1, 0), min(row + 1, height - 1))
      let line = UnsafeBufferPointer(rebasing: levels[row * width..<(row + 1) * width])
      for column in 0..<width {
        let (left, right) = (max(column - 1, 0), min(column + 1, width - 1))
        let across = doubledSlope(line[left], line[right], steps: right - left)
        let down = doubledSlope(
          levels[above * width + column], levels[below * width + column], steps: below - above)
        sum += Double(across * across + down * down).squareRoot()
      }
    }
    return sum / (8.0.squareRoot() * Double(image.size.pixelCount))
  }
}

/// Twice the change a pixel, from values one or two pixels apart.
@inline(__always)
private func doubledSlope(_ low: UInt8, _ high: UInt8, steps: Int) -> Int {
  (Int(high) - Int(low)) * (3 - steps)
}
