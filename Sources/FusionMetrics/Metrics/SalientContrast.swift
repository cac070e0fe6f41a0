// SPDX-License-Identifier: Apache-2.0

// Warm, Bright. This project: a person who stands out in the infrared image is to stand out in the
// fused one, and so are lamps and lettering of the visible one.

import Imaging

extension Metric {
  /// The share of its contrast that is kept of what stands out in A, an infrared image's warm
  /// bodies: sum (F - mean F) / sum (A - mean A) over the pixels at which A is more than 32 levels
  /// above the mean of its 31x31 neighbors, as far as these lie within the image. Not-a-number
  /// where there is none.
  public static let warmContrast = Metric(
    name: "Warm", title: "contrast of warm bodies kept",
    summary: "Contrast to the surroundings where the infrared image stands out, against its own.",
    reference: "this project", minimumSide: 2,
    cddfuse: MetricConvention(.none, -1000...1000) {
      kept(of: $0.triple.first, in: $0.triple.fused)
    })

  /// The same of what stands out in B, a visible image's lamps, lettering and light walls.
  public static let brightContrast = Metric(
    name: "Bright", title: "contrast of bright objects kept",
    summary: "Contrast to the surroundings where the visible image stands out, against its own.",
    reference: "this project", minimumSide: 2,
    cddfuse: MetricConvention(.none, -1000...1000) {
      kept(of: $0.triple.second, in: $0.triple.fused)
    }
  )
}

private func kept(of source: GrayImage, in fused: GrayImage) -> Double {
  var (own, kept) = (0.0, 0.0)
  for (excess, other) in zip(excesses(of: source), excesses(of: fused)) where excess > 32 {
    own += excess
    kept += other
  }
  return kept / own
}

/// How far each pixel is above the mean of the window around it.
private func excesses(of image: GrayImage) -> [Double] {
  let margin = 15
  let (width, height) = (image.size.width, image.size.height)
  // Sums over all that is above and left of a corner.
  var sums = [Int](repeating: 0, count: (width + 1) * (height + 1))
  for y in 0..<height {
    var row = 0
    for x in 0..<width {
      row += Int(image.levels[y * width + x])
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row
    }
  }
  return (0..<width * height).map { place in
    let (x, y) = (place % width, place / width)
    let (left, right) = (max(x - margin, 0), min(x + margin + 1, width))
    let (top, bottom) = (max(y - margin, 0), min(y + margin + 1, height))
    func corner(_ y: Int, _ x: Int) -> Int { sums[y * (width + 1) + x] }
    let sum = corner(bottom, right) - corner(top, right) - corner(bottom, left) + corner(top, left)
    return Double(image.levels[place]) - Double(sum) / Double((right - left) * (bottom - top))
  }
}
