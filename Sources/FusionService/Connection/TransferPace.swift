// SPDX-License-Identifier: Apache-2.0

/// Whether bytes come or go fast enough: at any pace for a while, then at a rate on average. The
/// time in which the server itself asks for none does not count.
struct TransferPace {
  private var start: ContinuousClock.Instant
  private var pausedSince: ContinuousClock.Instant?
  private let grace: Duration
  private let rate: Int
  /// Bytes so far.
  var byteCount = 0

  /// A transfer that begins now.
  init(_ limits: ServiceLimits, at now: ContinuousClock.Instant = .now) {
    (start, grace, rate) = (now, limits.transferTime, limits.transferRate)
  }

  /// The server asks for no more bytes.
  mutating func pause(at now: ContinuousClock.Instant = .now) {
    if pausedSince == nil { pausedSince = now }
  }

  /// It asks for bytes again.
  mutating func resume(at now: ContinuousClock.Instant = .now) {
    if let since = pausedSince { start += now - since }
    pausedSince = nil
  }

  /// Whether it is too slow.
  func isTooSlow(at now: ContinuousClock.Instant = .now) -> Bool {
    let time = (pausedSince ?? now) - start
    return time > grace && Double(byteCount) < time / .seconds(1) * Double(rate)
  }
}
