// SPDX-License-Identifier: Apache-2.0

package import FusionMetrics

extension BenchmarkSet {
  /// The columns of the paper's table: EN, SD, SF, MI, SCD, VIF, Qabf.
  package static let metrics = Metric.tableColumns.filter { $0 != .structuralSimilarity }

  /// What the column of times says.
  package static func timeNote(threads: Int) -> String {
    "s/pair: median of the seconds that a pair of this set takes on this machine, from two images "
      + "in memory to one; pairs at a time, each by one thread of the CPU: \(threads)."
  }

  /// The published rows, then those measured here, and what a reader must know.
  ///
  /// Published rows follow the profile `cddfuse` and are left out of another's table.
  /// - Parameters:
  ///   - measured: Rows of this set.
  ///   - profile: What they follow.
  ///   - metrics: Which columns to show.
  ///   - isStretched: Whether the fused images were stretched to the full range.
  /// - Returns: The table.
  package func table(
    _ measured: [ScoreRow], profile: MetricProfile, metrics: [Metric], isStretched: Bool
  ) -> ScoreTable {
    let published = profile == .cddfuse ? publishedRows : []
    return ScoreTable(
      profile: profile, metrics: metrics, rows: published + measured,
      notes: (published.isEmpty ? [] : [Self.originNote])
        + [isStretched ? Self.stretchedNote : Self.unstretchedNote, Self.contrastNote]
        + (self == .msrs ? [Self.splitNote] : []))
  }

  private static let originNote =
    "Rows marked as published are copied from Table I of the paper (arXiv 2409.10080); the others "
    + "are measured here."
  private static let stretchedNote =
    "Measured: each fused image is stretched to 0...255 first, as the evaluation code of CDDFuse "
    + "does."
  private static let unstretchedNote =
    "Measured: fused images are scored as they are; the evaluation code of CDDFuse stretches each "
    + "to 0...255 first."
  private static let contrastNote =
    "A table without centred-max misleads: that training-free method scores in most columns as "
    + "the best published networks do."
  private static let splitNote =
    "This is not the official split of MSRS; the numbers do not compare with published ones."
}
