// SPDX-License-Identifier: Apache-2.0

// SD. Y.-J. Rao, "In-fibre Bragg grating sensors", Measurement Science and Technology 8, 1997, is
// what the fusion literature cites; it is the standard deviation.

extension Metric {
  /// SD = sqrt(mean (F - mean F)^2), divided by the number of pixels, not by one less.
  public static let standardDeviation = Metric(
    name: "SD", title: "standard deviation", summary: "How much contrast the fused image has.",
    reference: "population standard deviation", needsSources: false,
    cddfuse: MetricConvention(.levels, 0...127.5) {
      let moments = $0.firstComoments
      return Double(moments.firstVariance).squareRoot() / Double(moments.pixelCount)
    })
}
