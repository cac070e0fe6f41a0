// SPDX-License-Identifier: Apache-2.0

// Checker. This project: a network rewarded for sharp edges can draw a pattern of alternating
// pixels, which spatial frequency and Qabf reward.

import Imaging

extension Metric {
  /// How much pixels alternate in step with their neighbors, against the source in which they do
  /// so more: the mean over whole 8x8 squares of the size of the sum of `(-1)^(x + y) d`, d the
  /// mixed second difference `I(x, y) - I(x + 1, y) - I(x, y + 1) + I(x + 1, y + 1)`. Infinite
  /// where neither source has any, or not-a-number where the fused image has none either.
  public static let checkerboard = Metric(
    name: "Checker", title: "alternating pixels",
    summary: "How much pixels alternate in a checkerboard, against the source that does more.",
    reference: "this project", direction: .lowerIsBetter, minimumSide: squareSide + 1,
    cddfuse: MetricConvention(.none, 0...(.infinity)) { analysis in
      let triple = analysis.triple
      let sources = max(alternation(of: triple.first), alternation(of: triple.second))
      return alternation(of: triple.fused) / sources
    })
}

private let squareSide = 8

/// The sum over squares of the size of the alternating sum.
private func alternation(of image: GrayImage) -> Double {
  let (width, levels) = (image.size.width, image.levels)
  var total = 0
  for top in stride(from: 0, to: image.size.height - squareSide, by: squareSide) {
    for left in stride(from: 0, to: width - squareSide, by: squareSide) {
      var sum = 0
      for y in top..<top + squareSide {
        for x in left..<left + squareSide {
          let place = y * width + x
          let difference =
            Int(levels[place]) - Int(levels[place + 1]) - Int(levels[place + width])
            + Int(levels[place + width + 1])
          sum += (x + y).isMultiple(of: 2) ? difference : -difference
        }
      }
      total += abs(sum)
    }
  }
  return Double(total)
}
