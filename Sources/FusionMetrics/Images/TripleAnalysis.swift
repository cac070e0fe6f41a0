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

  /// How far F is above the mean of its 31x31 neighbors, in levels.
  private(set) lazy var fusedExcesses = triple.fused.excesses(margin: 15)
  /// The same of A.
  private(set) lazy var firstExcesses = triple.first.excesses(margin: 15)
  /// The same of B.
  private(set) lazy var secondExcesses = triple.second.excesses(margin: 15)

  /// What is left of A's texture.
  private(set) lazy var firstTextures = TextureWindows(
    triple.first, details: (firstDetails, secondDetails, fusedDetails))
  /// What is left of B's texture.
  private(set) lazy var secondTextures = TextureWindows(
    triple.second, details: (secondDetails, firstDetails, fusedDetails))
  private lazy var fusedDetails = triple.fused.excesses(margin: TextureWindows.detailMargin)
  private lazy var firstDetails = triple.first.excesses(margin: TextureWindows.detailMargin)
  private lazy var secondDetails = triple.second.excesses(margin: TextureWindows.detailMargin)

  /// The mean over both sources of their mean squared difference from F.
  var meanSquaredError: Double {
    (firstComoments.meanSquaredError + secondComoments.meanSquaredError) / 2
  }
}
