// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Tells of live sources that send nothing, and gives the first one up after a while.
final class SilenceWatch: Sendable {
  /// After how long, and how often, it is told.
  private static let pause = Duration.seconds(5)

  private struct State {
    /// How often was told of each source since it fell silent.
    var told: [String: Int] = [:]
    var givenUp: SourceSilence?
  }

  private let limit: Duration?
  private let tell: @Sendable (VideoNotice) -> Void
  private let state = Mutex(State())

  /// `limit` is how long the first source may send nothing; nil: for ever.
  init(limit: Duration?, tell: @escaping @Sendable (VideoNotice) -> Void) {
    (self.limit, self.tell) = (limit, tell)
  }

  /// The first source where it was given up.
  var givenUp: SourceSilence? { state.withLock { $0.givenUp } }

  /// Looks at the sources, the first one first.
  ///
  /// - Returns: Whether the first one is given up.
  func look(at silences: [SourceSilence]) -> Bool {
    for silence in silences {
      let count = Int(silence.time / Self.pause)
      let isNews = state.withLock { state in
        defer { state.told[silence.source] = count }
        return count > state.told[silence.source, default: 0]
      }
      if isNews { tell(.silence(source: silence.source, silence.time, reason: silence.reason)) }
    }
    guard let limit, let first = silences.first, first.time > limit else { return false }
    state.withLock { $0.givenUp = first }
    return true
  }
}
