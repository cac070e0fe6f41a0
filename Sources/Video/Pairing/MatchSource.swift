// SPDX-License-Identifier: Apache-2.0

/// Where matched frames come from: two sources, or one that holds both pictures.
protocol MatchSource: AnyObject {
  /// The next match; nil at the end.
  ///
  /// - Throws: What a source met, and `CancellationError`.
  func next() async throws -> FrameMatch?

  /// Ends the reading; any task may call it.
  var closing: @Sendable () -> Void { get }

  /// How long each live source has sent nothing, the first one first; any task may call it.
  var silences: @Sendable () -> [SourceSilence] { get }

  /// Adds to a report what was left out so far.
  func count(into report: inout VideoReport)

  /// How fast frames come; nil where the source does not say it.
  var rate: FrameRate? { get }

  /// By how much the clock was set back that live sources' times are of, which ended them; nil: it
  /// was not.
  var clockStep: Duration? { get }

  /// What was wrong with sources that have ended.
  var damages: [VideoNotice] { get }
}

extension MatchSource {
  var clockStep: Duration? { nil }
}
