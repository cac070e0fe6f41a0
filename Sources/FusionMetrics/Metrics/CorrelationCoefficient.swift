// SPDX-License-Identifier: Apache-2.0

// CC. Pearson's r, averaged over the sources, as in the evaluation code of CDDFuse.

extension Metric {
  /// CC = (r(A,F) + r(B,F)) / 2. Where an image is constant r is not-a-number in `cddfuse` and 0 in
  /// `standard`.
  public static let correlationCoefficient = Metric(
    name: "CC", title: "correlation coefficient",
    summary: "How far the fused image varies as both sources do.",
    reference: "Pearson's correlation",
    cddfuse: MetricConvention(.none, -1...1) {
      ($0.firstComoments.correlation + $0.secondComoments.correlation) / 2
    },
    standard: MetricConvention(.none, -1...1) {
      let (first, second) = ($0.firstComoments.correlation, $0.secondComoments.correlation)
      return ((first.isNaN ? 0 : first) + (second.isNaN ? 0 : second)) / 2
    })
}
