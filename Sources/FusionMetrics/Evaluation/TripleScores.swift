// SPDX-License-Identifier: Apache-2.0

/// The scores of one triple.
public struct TripleScores: Sendable, Equatable {
  /// The triple's name.
  public let name: String
  /// One score a metric, by the metric's name.
  public let values: [String: Double]

  /// The score in one metric; nil where it was not asked for.
  public subscript(metric: Metric) -> Double? { values[metric.name] }
}
