// SPDX-License-Identifier: Apache-2.0

import Datasets
import Fusion

/// Tells of pairs that are scored: a bar on a terminal while they are, then what was odd.
enum PairProgress {
  /// Runs `body`, which says how many of `count` pairs are done.
  static func shown<Outcome>(
    of count: Int, _ body: (_ progress: @Sendable (Int) -> Void) async throws -> Outcome
  ) async throws -> Outcome {
    let bar = StatusLine.isShown && count > 1 ? ProgressBar(count: count) : nil
    let clock = Stopwatch()
    defer { bar?.clear() }
    return try await ReadingOptions.advising {
      try await body { done in
        bar?.show(done, rate: Double(done) * 1000 / max(clock.milliseconds, 1))
      }
    }
  }

  /// Tells what was taken of files, of ranges that were found, of what was refined, and of what
  /// is odd about files.
  static func tell(
    _ ranges: [ImageRange], _ warnings: [String], _ remarks: [ImageRemark] = [],
    _ refinements: [ImageRefinement] = []
  ) {
    var (summary, taken, refined) = (RangeSummary(), RemarkSummary(), RefinementSummary())
    summary.add(ranges)
    taken.add(remarks)
    refinements.forEach { refined.add($0) }
    (taken.lines + summary.lines + refined.lines).forEach { StandardError.print($0) }
    for warning in warnings { StandardError.print("Warning: \(warning)") }
  }
}
