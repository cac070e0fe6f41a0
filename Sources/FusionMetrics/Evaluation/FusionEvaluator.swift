// SPDX-License-Identifier: Apache-2.0

import BoundedTasks

/// Scores fused images in several metrics. What metrics share is computed once a triple.
///
/// ```swift
/// let evaluator = FusionEvaluator(profile: .cddfuse, metrics: Metric.tableColumns)
/// let triple = try FusedTriple(name: "01", fused: fused, first: infrared, second: visible)
/// let entropy = try evaluator.scores(of: triple)[.entropy]
/// ```
public struct FusionEvaluator: Sendable {
  /// What the scores follow.
  public let profile: MetricProfile
  /// What is computed, in order.
  public let metrics: [Metric]

  /// Chooses what to compute.
  public init(profile: MetricProfile = .cddfuse, metrics: [Metric] = Metric.all) {
    self.profile = profile
    self.metrics = metrics
  }

  /// Scores one triple.
  /// - Throws: ``FusionMetricsError`` with the code `tooSmall`, before anything is computed.
  public func scores(of triple: FusedTriple) throws(FusionMetricsError) -> TripleScores {
    for metric in metrics { try metric.check(triple) }
    return checkedScores(of: triple) {}
  }

  /// Scores one triple; stops before the next metric where the task is cancelled.
  /// - Throws: ``FusionMetricsError`` with the code `tooSmall`, and `CancellationError`.
  package func cancellableScores(of triple: FusedTriple) throws -> TripleScores {
    for metric in metrics { try metric.check(triple) }
    return try checkedScores(of: triple) { try Task.checkCancellation() }
  }

  private func checkedScores(of triple: FusedTriple, beforeEach: () throws -> Void) rethrows
    -> TripleScores
  {
    let analysis = TripleAnalysis(triple)
    let values = try metrics.map { metric in
      try beforeEach()
      return (metric.name, metric.convention(in: profile).evaluate(analysis))
    }
    return TripleScores(name: triple.name, values: Dictionary(values) { first, _ in first })
  }

  /// Scores a set of triples, `threads` of them at a time; their number does not change the result.
  /// - Throws: ``FusionMetricsError`` with the code `tooSmall`, and `CancellationError`.
  public func scores(of triples: [FusedTriple], threads: Int = 1) async throws -> SetScores {
    try await scores(count: triples.count, threads: threads) { triples[$0] }
  }

  /// Scores a set of triples that are loaded when their turn comes, so that no more than `2
  /// threads` of them are in memory.
  /// - Parameters:
  ///   - count: How many triples there are.
  ///   - threads: How many are loaded and scored at a time, at least 1.
  ///   - triple: Loads the triple of an index below `count`.
  /// - Returns: The scores in the order of the indices.
  /// - Throws: What `triple` throws, ``FusionMetricsError`` with the code `tooSmall`, and
  ///   `CancellationError`.
  public func scores(
    count: Int, threads: Int, triple: @escaping @Sendable (Int) async throws -> FusedTriple
  ) async throws -> SetScores {
    precondition(threads > 0, "FusionEvaluator: \(threads) threads, at least 1 wanted")
    let scores = try await (0..<count).inOrder(atOnce: threads) { index in
      try self.cancellableScores(of: try await triple(index))
    }
    .reduce(into: []) { $0.append($1) }
    return SetScores(profile: profile, metrics: metrics, triples: scores)
  }
}
