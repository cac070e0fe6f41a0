// SPDX-License-Identifier: Apache-2.0

/// Finds for each frame of the first source the nearest one of the second.
///
/// It keeps two frames of the second source: films of any length take the same memory.
struct FrameMatcher {
  private let pairing: TimePairing
  /// The last frame that is not later than the first source's last one.
  private var before: VideoFrame?
  /// The one after it.
  private var after: VideoFrame?
  private var periods = (first: FramePeriod(), second: FramePeriod())
  private var lastTimes: (first: Duration?, second: Duration?)
  /// Frames of the second source that were in no pair.
  private(set) var unusedCount = 0
  /// Frames that came before frames of earlier times, and were dropped.
  private(set) var disorderedCount = (first: 0, second: 0)
  private var isBeforeUsed = false
  private var correction: ClockCorrection?

  /// Pairs by these rules.
  init(_ pairing: TimePairing) {
    self.pairing = pairing
    correction = pairing.findsDrift ? ClockCorrection() : nil
  }

  /// The time of the first source's last frame that was not dropped.
  var lastTime: Duration? { lastTimes.first }

  /// By what share the second source's clock is slow, as far as that was found.
  var foundDrift: Double? { correction?.drift.map { $0 + pairing.drift } }

  /// What belongs to a frame of the first source.
  ///
  /// - Parameters:
  ///   - first: The frame.
  ///   - read: The next frame of the second source; nil where there is none, now or any more.
  /// - Returns: The match; nil for a frame that is not later than the one before it, which is
  ///   dropped.
  /// - Throws: What `read` throws.
  mutating func match(
    _ first: VideoFrame, reading read: () async throws -> VideoFrame?
  ) async throws -> FrameMatch? {
    if let last = lastTimes.first {
      guard first.time > last else {
        disorderedCount.first += 1
        return nil
      }
      periods.first.add(first.time - last)
      correction?.addFirst(first, after: first.time - last)
    }
    lastTimes.first = first.time
    while true {
      if let frame = after {
        if time(frame) > first.time { break }
        advance(to: frame)
        after = nil
      }
      guard let frame = try await read() else { break }
      receive(frame)
    }
    return nearest(to: first)
  }

  /// Looks whether a frame of the first source need not wait for later ones of the second.
  ///
  /// - Parameters:
  ///   - first: The frame.
  ///   - newest: The second source's newest frame that was not read yet; nil: there is none.
  /// - Returns: Whether the second source has come as far, but for the tolerance.
  func hasPartner(for first: VideoFrame, newest: VideoFrame?) -> Bool {
    guard let last = newest.map(time) ?? lastTimes.second else { return false }
    return last >= first.time - tolerance
  }

  /// The longer of both sources' times from frame to frame.
  var period: Duration { max(periods.first.median, periods.second.median) }

  private var tolerance: Duration { pairing.tolerance ?? period / 2 }

  private mutating func advance(to frame: VideoFrame) {
    if before != nil && !isBeforeUsed { unusedCount += 1 }
    (before, isBeforeUsed) = (frame, false)
  }

  private mutating func receive(_ frame: VideoFrame) {
    let time = time(frame)
    if let last = lastTimes.second {
      guard time > last else {
        disorderedCount.second += 1
        return
      }
      periods.second.add(time - last)
    }
    correction?.addSecond(VideoFrame(image: frame.image, time: pairing.time(frame.time)))
    lastTimes.second = time
    after = frame
  }

  private mutating func nearest(to first: VideoFrame) -> FrameMatch {
    if let frame = after, time(frame) - first.time <= tolerance, isNearer(frame, to: first.time) {
      advance(to: frame)
      after = nil
    }
    guard let frame = before, distance(frame, first.time) <= max(tolerance, pairing.hold) else {
      return FrameMatch(first: first, second: nil, skew: nil, isHeld: false)
    }
    let isHeld = isBeforeUsed || distance(frame, first.time) > tolerance
    isBeforeUsed = true
    return FrameMatch(
      first: first, second: frame, skew: time(frame) - first.time, isHeld: isHeld)
  }

  /// Whether the frame after a time is nearer to it than the one before.
  private func isNearer(_ after: VideoFrame, to time: Duration) -> Bool {
    guard let before else { return true }
    return distance(after, time) < distance(before, time)
  }

  private func distance(_ frame: VideoFrame, _ time: Duration) -> Duration {
    let skew = self.time(frame) - time
    return max(skew, .zero - skew)
  }

  private func time(_ frame: VideoFrame) -> Duration {
    pairing.time(frame.time) + (correction?.value ?? .zero)
  }
}
