// SPDX-License-Identifier: Apache-2.0

/// The scores of a set of triples, and their means.
public struct SetScores: Sendable, Equatable {
  /// What the scores follow.
  public let profile: MetricProfile
  /// What was asked for, in order.
  public let metrics: [Metric]
  /// The triples, in the order they were given in.
  public let triples: [TripleScores]

  /// The plain mean over all triples; nil where there is none or the metric was not asked for.
  ///
  /// A score that is not-a-number or infinite makes the mean so too; ``undefinedScores(of:)`` names
  /// the triples.
  public func mean(of metric: Metric) -> Double? {
    guard metrics.contains(metric), !triples.isEmpty else { return nil }
    return triples.compactMap { $0[metric] }.reduce(0, +) / Double(triples.count)
  }

  /// The names of the triples whose score is not-a-number or infinite.
  public func undefinedScores(of metric: Metric) -> [String] {
    triples.filter { $0[metric]?.isFinite == false }.map(\.name)
  }
}
