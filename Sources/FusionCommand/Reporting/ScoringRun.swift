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
    scoring.wantsGallery = report.file.chosenFormat == .html
    let outcome = try await PairProgress.shown(of: pairs.count) { [scoring] progress in
      try await scoring.score(pairs, methods, progress: progress)
    }
    PairProgress.tell(
      outcome.ranges, outcome.warnings, outcome.remarks, outcome.refinements)
    return outcome
  }
}
