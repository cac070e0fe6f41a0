// SPDX-License-Identifier: Apache-2.0

// MI. G. Qu, D. Zhang, P. Yan, "Information measure for performance of image fusion", Electronics
// Letters 38, 2002. Each gray level is a bin, as in scikit-learn's `mutual_info_score`.

extension Metric {
  /// MI = I(F;A) + I(F;B), I = sum p_ij log(p_ij / (p_i p_j)); nats in `cddfuse`, bits in
  /// `standard`.
  public static let mutualInformation = Metric(
    name: "MI", title: "mutual information",
    summary: "How much the fused image tells about both sources together.",
    reference: "Qu, Zhang, Yan 2002",
    cddfuse: MetricConvention(.nats, 0...16 * naturalLogarithm(2), evaluate: informationInNats),
    standard: MetricConvention(.bits, 0...16) { informationInNats($0) / naturalLogarithm(2) })
}

@Sendable
private func informationInNats(_ analysis: TripleAnalysis) -> Double {
  information(analysis.fusedAndFirst) + information(analysis.fusedAndSecond)
}

/// I in nats: with n for counts, (sum n_ij ln n_ij - sum n_i ln n_i - sum n_j ln n_j) / N + ln N.
private func information(_ joint: JointHistogram) -> Double {
  let cells = joint.counts.reduce(0) { $0 + weightedLogarithm(Int($1)) }
  let rows = joint.firstMarginal.reduce(0) { $0 + weightedLogarithm($1) }
  let columns = joint.secondMarginal.reduce(0) { $0 + weightedLogarithm($1) }
  let total = Double(joint.pixelCount)
  return max(0, (cells - rows - columns) / total + naturalLogarithm(total))
}

/// n ln n, and 0 for 0.
private func weightedLogarithm(_ count: Int) -> Double {
  count > 1 ? Double(count) * naturalLogarithm(Double(count)) : 0
}
