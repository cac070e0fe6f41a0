// SPDX-License-Identifier: Apache-2.0

/// The scores of a set of triples, and their means.
public struct SetScores: Sendable, Equatable {
  /// What the scores follow.
  public let profile: MetricProfile
  /// What was asked for, in order.
  public let metrics: [Metric]
  /// The triples, in the order they were given in.
  public let triples: [TripleScores]

  /// The plain mean over the triples whose score is a finite number; nil where there is no triple
  /// or the metric was not asked for, not-a-number where no triple has such a score.
  ///
  /// ``undefinedScores(of:)`` names the triples that are left out.
  public func mean(of metric: Metric) -> Double? {
    guard metrics.contains(metric), !triples.isEmpty else { return nil }
    return finiteMean(triples.compactMap { $0[metric] })
  }

  /// The names of the triples whose score is not-a-number or infinite.
  public func undefinedScores(of metric: Metric) -> [String] {
    triples.filter { $0[metric]?.isFinite == false }.map(\.name)
  }
}
