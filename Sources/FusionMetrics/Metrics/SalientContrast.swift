// SPDX-License-Identifier: Apache-2.0

// Warm, Bright. This project: a person who stands out in the infrared image is to stand out in the
// fused one, and so are lamps and lettering of the visible one.

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
      kept(of: $0.firstExcesses, in: $0.fusedExcesses)
    })

  /// The same of what stands out in B, a visible image's lamps, lettering and light walls.
  public static let brightContrast = Metric(
    name: "Bright", title: "contrast of bright objects kept",
    summary: "Contrast to the surroundings where the visible image stands out, against its own.",
    reference: "this project", minimumSide: 2,
    cddfuse: MetricConvention(.none, -1000...1000) {
      kept(of: $0.secondExcesses, in: $0.fusedExcesses)
    }
  )
}

private func kept(of own: [Double], in fused: [Double]) -> Double {
  var (sum, kept) = (0.0, 0.0)
  for (excess, other) in zip(own, fused) where excess > 32 {
    sum += excess
    kept += other
  }
  return kept / sum
}
