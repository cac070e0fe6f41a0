// SPDX-License-Identifier: Apache-2.0

// MSE, as in the evaluation code of CDDFuse: averaged over the sources.

extension Metric {
  /// MSE = (mean (A - F)^2 + mean (B - F)^2) / 2.
  public static let meanSquaredError = Metric(
    name: "MSE", title: "mean squared error",
    summary: "How far the fused image is from both sources on average.",
    reference: "mean squared difference", direction: .lowerIsBetter,
    cddfuse: MetricConvention(.squaredLevels, 0...65025) { $0.meanSquaredError })
}
