// SPDX-License-Identifier: Apache-2.0

/// A triple with what several metrics need of it, each computed when first asked for.
///
/// One task uses it, for one triple.
final class TripleAnalysis {
  let triple: FusedTriple

  init(_ triple: FusedTriple) { self.triple = triple }

  /// Levels of F (rows) and A (columns).
  private(set) lazy var fusedAndFirst = JointHistogram(triple.fused, triple.first)
  /// Levels of F (rows) and B (columns).
  private(set) lazy var fusedAndSecond = JointHistogram(triple.fused, triple.second)
  /// The histogram of F: 256 counts.
  private(set) lazy var fusedHistogram = fusedAndFirst.firstMarginal

  /// Variances and covariance of F and A.
  private(set) lazy var firstComoments = Comoments(fusedAndFirst)
  /// Variances and covariance of F and B.
  private(set) lazy var secondComoments = Comoments(fusedAndSecond)
  /// Variances and covariance of A and B.
  private(set) lazy var sourceComoments = Comoments(JointHistogram(triple.first, triple.second))

  /// The mean over both sources of their mean squared difference from F.
  var meanSquaredError: Double {
    (firstComoments.meanSquaredError + secondComoments.meanSquaredError) / 2
  }
}
