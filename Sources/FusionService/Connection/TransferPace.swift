// SPDX-License-Identifier: Apache-2.0

/// Whether bytes come or go fast enough: at any pace for a while, then at a rate on average.
struct TransferPace {
  private let start: ContinuousClock.Instant
  private let grace: Duration
  private let rate: Int
  /// Bytes so far.
  var byteCount = 0

  /// A transfer that begins now.
  init(_ limits: ServiceLimits, at now: ContinuousClock.Instant = .now) {
    (start, grace, rate) = (now, limits.transferTime, limits.transferRate)
  }

  /// Whether it is too slow.
  func isTooSlow(at now: ContinuousClock.Instant = .now) -> Bool {
    let time = now - start
    return time > grace && Double(byteCount) < time / .seconds(1) * Double(rate)
  }
}
