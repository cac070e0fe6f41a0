// SPDX-License-Identifier: Apache-2.0

/// What is added to the second source's times for a drift that is found while the film runs.
///
/// It goes to what is found by 20 milliseconds a second at most: times never jump, or go back.
struct ClockCorrection {
  private static let fastest = 0.02
  private var finder = DriftFinder()
  /// What is added now.
  private(set) var value = Duration.zero

  /// The drift that was found; nil: none yet.
  var drift: Double? { finder.drift }

  /// Looks at a frame of the first source, so long after the one before it.
  mutating func addFirst(_ frame: VideoFrame, after step: Duration) {
    finder.addFirst(frame)
    guard let drift else { return }
    let wanted = frame.time * drift
    let most = step * Self.fastest
    value += min(max(wanted - value, .zero - most), most)
  }

  /// Looks at a frame of the second source.
  mutating func addSecond(_ frame: VideoFrame) { finder.addSecond(frame) }
}
