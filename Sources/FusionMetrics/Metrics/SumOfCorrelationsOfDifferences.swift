// SPDX-License-Identifier: Apache-2.0

// SCD. V. Aslantas, E. Bendes, "A new image quality metric for image fusion: the sum of the
// correlations of differences", AEU International Journal of Electronics and Communications 69,
// 2015.

extension Metric {
  /// SCD = r(A, F - B) + r(B, F - A). Where an image or a difference is constant, r is not-a-number
  /// in `cddfuse` and 0 in `standard`.
  public static let sumOfCorrelationsOfDifferences = Metric(
    name: "SCD", title: "sum of the correlations of differences",
    summary: "How well what each source added can be told from the fused image.",
    reference: "Aslantas, Bendes 2015",
    cddfuse: MetricConvention(.none, -2...2) {
      let terms = correlations($0)
      return terms.first + terms.second
    },
    standard: MetricConvention(.none, -2...2) {
      let terms = correlations($0)
      return (terms.first.isNaN ? 0 : terms.first) + (terms.second.isNaN ? 0 : terms.second)
    })
}

/// r(A, F - B) and r(B, F - A), by the linearity of covariance.
private func correlations(_ analysis: TripleAnalysis) -> (first: Double, second: Double) {
  let (first, second) = (analysis.firstComoments, analysis.secondComoments)
  let sources = analysis.sourceComoments
  let withoutSecond =
    second.firstVariance + second.secondVariance - 2 * second.covariance
  let withoutFirst = first.firstVariance + first.secondVariance - 2 * first.covariance
  return (
    pearson(first.covariance - sources.covariance, first.secondVariance, withoutSecond),
    pearson(second.covariance - sources.covariance, second.secondVariance, withoutFirst)
  )
}
