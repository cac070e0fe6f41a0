// SPDX-License-Identifier: Apache-2.0

// PSNR, as in the evaluation code of CDDFuse: the error is averaged over the sources before the
// logarithm.

extension Metric {
  /// PSNR = 10 log10(peak^2 / MSE). The peak is the fused image's own maximum in `cddfuse` and 255
  /// in `standard`. A fused image equal to both sources scores infinity (in `cddfuse` not-a-number
  /// where it is black).
  public static let peakSignalToNoiseRatio = Metric(
    name: "PSNR", title: "peak signal-to-noise ratio",
    summary: "The largest value over the distance from both sources.",
    reference: "ratio of squared peak and mean squared error",
    cddfuse: MetricConvention(.decibels, -.infinity ... .infinity) {
      ratio(peak: $0.fusedHistogram.lastIndex { $0 > 0 } ?? 0, to: $0)
    },
    standard: MetricConvention(.decibels, 0 ... .infinity) { ratio(peak: 255, to: $0) })
}

private func ratio(peak: Int, to analysis: TripleAnalysis) -> Double {
  10 * decimalLogarithm(Double(peak * peak) / analysis.meanSquaredError)
}
