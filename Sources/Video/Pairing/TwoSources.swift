// SPDX-License-Identifier: Apache-2.0

/// Matches of two sources, each read by a thread of its own.
final class TwoSources: MatchSource {
  private let first: FrameFeed
  private let second: FrameFeed
  private let isSecondLive: Bool
  private let shareClock: Bool
  private var matcher: FrameMatcher
  /// What a live second source sent while the first one was waited for.
  private var arrived: ArraySlice<VideoFrame> = []

  /// Begins to read. Of a live first source the newest frame is taken, so that no more than one
  /// pair ever waits.
  init(_ first: any FrameSource, _ second: any FrameSource, _ pairing: TimePairing) {
    self.first = FrameFeed(first, capacity: first.isLive ? 1 : 2)
    self.second = FrameFeed(second, capacity: second.isLive ? 8 : 2)
    isSecondLive = second.isLive
    shareClock = first.isLive == second.isLive
    matcher = FrameMatcher(pairing)
  }

  var rate: FrameRate? { first.rate }

  func next() async throws -> FrameMatch? {
    guard shareClock else {
      throw VideoError(
        .pairing, nil,
        "one source is live and the other is not: their times share no clock; two of one kind are "
          + "wanted")
    }
    while let frame = try await first.next() {
      if isSecondLive { arrived += second.drain() }
      var arrived = arrived
      let match = try await matcher.match(frame) { [second, isSecondLive] in
        isSecondLive ? arrived.popFirst() : try await second.next()
      }
      self.arrived = arrived
      if let match { return match }
    }
    return nil
  }

  var closing: @Sendable () -> Void {
    { [first, second] in
      first.close()
      second.close()
    }
  }

  func count(into report: inout VideoReport) {
    report.droppedFirst = first.droppedCount + matcher.disorderedCount.first
    report.droppedSecond = second.droppedCount + matcher.disorderedCount.second
    report.unusedSecond = matcher.unusedCount
  }
}
