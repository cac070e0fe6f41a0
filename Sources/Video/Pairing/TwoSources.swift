// SPDX-License-Identifier: Apache-2.0

/// Matches of two sources, each read by a thread of its own.
///
/// Frames of live sources come with different delays (decoders, networks): a frame of the first one
/// waits for its partner, but not longer than two frames' time. Of those whose partner is there the
/// newest is taken.
///
/// Where this machine's clock is set back, live sources end: what comes then has the times of what
/// there was.
final class TwoSources: MatchSource {
  /// Frames of a live second source that are kept for the first one's at most.
  private static let most = 64
  /// How far back a frame's time goes where it is the clock and not the network.
  private static let leastStep = Duration.seconds(1)

  private let first: FrameFeed
  private let second: FrameFeed
  private let isSecondLive: Bool
  private let shareClock: Bool
  private var matcher: FrameMatcher
  /// What a live second source has sent and the matcher has not seen.
  private var arrived: ArraySlice<VideoFrame> = []
  /// Frames of a live first source that wait for their partner, and since when.
  private var waiting: [(frame: VideoFrame, since: ContinuousClock.Instant)] = []
  /// Those that newer ones went before.
  private var passedCount = (first: 0, second: 0)
  private(set) var clockStep: Duration?

  /// Begins to read.
  init(_ first: any FrameSource, _ second: any FrameSource, _ pairing: TimePairing) {
    self.first = FrameFeed(first, capacity: 2)
    self.second = FrameFeed(second, capacity: second.isLive ? 8 : 2)
    isSecondLive = second.isLive
    shareClock = first.isLive == second.isLive
    var pairing = pairing
    // Times of live sources are those of this machine.
    if first.isLive { pairing.findsDrift = false }
    matcher = FrameMatcher(pairing)
  }

  var rate: FrameRate? { first.rate }

  var damages: [VideoNotice] { [first.damage, second.damage].compactMap(\.self) }

  func next() async throws -> FrameMatch? {
    guard shareClock else {
      throw VideoError(
        .pairing, nil,
        "one source is live and the other is not: their times share no clock; two of one kind are "
          + "wanted")
    }
    while let frame = try await isSecondLive ? nextLive() : first.next() {
      if isSecondLive, let last = matcher.lastTime, last - frame.time >= Self.leastStep {
        clockStep = last - frame.time
        return nil
      }
      var arrived = arrived
      let match = try await matcher.match(frame) { [second, isSecondLive] in
        isSecondLive ? arrived.popFirst() : try await second.next()
      }
      self.arrived = arrived
      if let match { return match }
    }
    return nil
  }

  /// The newest frame of the first source that waits for nothing more.
  private func nextLive() async throws -> VideoFrame? {
    while true {
      if waiting.isEmpty {
        guard let frame = try await first.next() else { return nil }
        waiting = [(frame, .now)]
      }
      waiting += first.drain().map { ($0, .now) }
      arrived += second.drain()
      let surplus = max(arrived.count - Self.most, 0)
      arrived.removeFirst(surplus)
      passedCount.second += surplus
      if let index = waiting.lastIndex(where: { isDue($0.frame, since: $0.since) }) {
        defer { waiting.removeFirst(index + 1) }
        passedCount.first += index
        return waiting[index].frame
      }
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  private func isDue(_ frame: VideoFrame, since: ContinuousClock.Instant) -> Bool {
    matcher.hasPartner(for: frame, newest: arrived.last)
      || .now - since > min(matcher.period * 2, .milliseconds(500))
      || second.silence.map { $0.time > max(matcher.period * 2, .milliseconds(100)) } ?? false
  }

  var closing: @Sendable () -> Void {
    { [first, second] in
      first.close()
      second.close()
    }
  }

  var silences: @Sendable () -> [SourceSilence] {
    { [first, second] in [first.silence, second.silence].compactMap(\.self) }
  }

  func count(into report: inout VideoReport) {
    report.droppedFirst = first.droppedCount + passedCount.first + matcher.disorderedCount.first
    report.droppedSecond =
      second.droppedCount + passedCount.second + matcher.disorderedCount.second
    report.unusedSecond = matcher.unusedCount
    report.drift = matcher.foundDrift
  }
}
