// SPDX-License-Identifier: Apache-2.0

public import FusionMetrics

/// Scores of one or several fusion methods on one set of images.
public struct ScoreTable: Sendable, Equatable {
  /// What the scores follow.
  public let profile: MetricProfile
  /// The columns.
  public let metrics: [Metric]
  /// The methods, in order.
  public let rows: [ScoreRow]
  /// Sentences for below the table.
  public var notes: [String]
  /// How steady the methods are, where the images are frames of one video.
  public var sequence: SequenceTable?
  /// Whether reports show ``comparisons``.
  public var comparesMethods = true

  /// Puts a table together.
  public init(
    profile: MetricProfile, metrics: [Metric], rows: [ScoreRow], notes: [String] = []
  ) {
    (self.profile, self.metrics, self.rows) = (profile, metrics, rows)
    self.notes = notes + Self.undefinedNotes(metrics, rows)
  }

  /// Each row's rank in a metric's mean, 1 for the best, ties averaged; nil for a row without it.
  ///
  /// The means are taken over the images that all measured rows have a finite score of, so that no
  /// row gains by having none where an image is hard. A row without any finite score is the last.
  public func ranks(in metric: Metric) -> [Double?] {
    let sign: Double = metric.direction == .higherIsBetter ? -1 : 1
    let shared = sharedImages(metric)
    let means = rows.map { $0.mean(of: metric, where: shared.contains) }
    var found = Evaluation.ranks(of: means.compactMap { $0.map { $0 * sign } })[...]
    return means.map { $0 == nil ? nil : found.popFirst() }
  }

  /// The names of the images that have a finite score in each measured row that has any.
  private func sharedImages(_ metric: Metric) -> Set<String> {
    let names = measuredRows.map { row in
      Set(row.images.filter { $0[metric]?.isFinite == true }.map(\.name))
    }
    .filter { !$0.isEmpty }
    return names.dropFirst().reduce(names.first ?? []) { $0.intersection($1) }
  }

  /// Each row's mean rank over the metrics that all rows have; nil where there is no such metric.
  public var meanRanks: [Double?] {
    let complete = metrics.filter { metric in rows.allSatisfy { $0.mean(of: metric) != nil } }
    let columns = complete.map { ranks(in: $0).compactMap(\.self) }
    return rows.indices.map { row in
      complete.isEmpty
        ? nil : columns.reduce(0) { $0 + $1[row] } / Double(complete.count)
    }
  }

  /// Whether the fusions of a row were timed.
  var hasTimes: Bool { rows.contains { $0.medianSeconds != nil } }

  /// The rows computed here.
  public var measuredRows: [ScoreRow] { rows.filter { $0.origin == .measured } }

  /// The row that the other measured ones are compared with: the first of them.
  public var reference: ScoreRow? { measuredRows.first }

  /// ``reference`` against each other measured row, metric by metric; none unless
  /// ``comparesMethods``. The p-values of all of them are corrected together.
  public var comparisons: [MethodComparison] {
    guard comparesMethods, let reference else { return [] }
    var comparisons = measuredRows.dropFirst().map { other in
      MethodComparison(
        other: other,
        metrics: metrics.compactMap { PairedComparison($0, of: reference, against: other) })
    }
    var corrected = holmCorrected(comparisons.flatMap { $0.metrics.map(\.test.pValue) })[...]
    for i in comparisons.indices {
      for j in comparisons[i].metrics.indices {
        comparisons[i].metrics[j].correctedPValue = corrected.removeFirst()
      }
    }
    return comparisons
  }

  /// No score is not-a-number without a word.
  private static func undefinedNotes(_ metrics: [Metric], _ rows: [ScoreRow]) -> [String] {
    rows.flatMap { row in
      metrics.compactMap { metric in
        let names = row.undefinedImages(of: metric)
        return names.isEmpty
          ? nil
          : "\(metric.name) of \(row.name) is undefined for \(names.joined(separator: ", ")) "
            + "(a constant image or difference, a division by zero, or nothing that it looks at)"
            + "; the mean is over \(row.count(of: metric)) of \(row.images.count) images."
      }
    }
  }
}
