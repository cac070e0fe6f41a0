// SPDX-License-Identifier: Apache-2.0

import Datasets
import Evaluation
import Fusion

/// Scores methods while a bar on a terminal shows how far it is.
struct ScoringRun {
  let scoring: FusionScoring
  let report: ReportOptions

  init(_ scoring: FusionScoring, _ report: ReportOptions) {
    self.scoring = scoring
    self.report = report
  }

  /// Scores all methods on all pairs; pictures are kept where the report shows them.
  ///
  /// - Throws: ``UsageError`` where methods cannot be told apart, and what scoring throws.
  func score(
    _ pairs: [ImagePair], _ methods: [any FusionMethod]
  ) async throws -> FusionScoring.Outcome {
    var scoring = scoring
    scoring.wantsGallery = report.chosenFormat == .html
    let bar = StatusLine.isShown && pairs.count > 1 ? ProgressBar(count: pairs.count) : nil
    let clock = Stopwatch()
    defer { bar?.clear() }
    let outcome = try await ReadingOptions.advising {
      try await scoring.score(pairs, methods) { done in
        bar?.show(done, rate: Double(done) * 1000 / max(clock.milliseconds, 1))
      }
    }
    var summary = RangeSummary()
    summary.add(outcome.ranges)
    summary.lines.forEach { StandardError.print($0) }
    for warning in outcome.warnings { StandardError.print("Warning: \(warning)") }
    return outcome
  }
}
