// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import NIOCore

/// What a connection is doing, and since when. Of one event loop.
final class ConnectionWatch {
  /// Where a connection stands.
  private enum Phase {
    /// Between requests: its idle time is limited by the server itself.
    case waiting
    /// Some bytes of a request's headers came.
    case headers(since: ContinuousClock.Instant)
    /// Its body comes.
    case body(TransferPace)
    /// It is worked on, or answered.
    case answering
    /// The answer is written before the request was read; what still comes is thrown away.
    case lingering(since: ContinuousClock.Instant)
  }

  /// How long a client may go on sending after it was refused.
  private static let lingering = Duration.seconds(2)

  /// Told when the client goes.
  let presence = ClientPresence()
  private let limits: ServiceLimits
  private let dropped: @Sendable (_ reason: String) -> Void
  private var phase = Phase.waiting
  /// Whether the server waits for bytes; not where it has enough to work on.
  private var asks = false
  private var pendingBytes = 0
  private var writing: TransferPace?
  private var closesAfterAnswer = false

  init(_ limits: ServiceLimits, dropped: @escaping @Sendable (_ reason: String) -> Void) {
    (self.limits, self.dropped) = (limits, dropped)
  }

  /// Whether what comes is thrown away.
  var isLingering: Bool { if case .lingering = phase { true } else { false } }

  /// Bytes came, of whatever.
  func received() {
    if case .waiting = phase { phase = .headers(since: .now) }
  }

  /// The server asks for bytes, or has got what it asked for.
  func asks(_ asks: Bool) {
    self.asks = asks
    holdPace()
  }

  /// A client is not late with what nobody asks for.
  private func holdPace() {
    guard case .body(var pace) = phase else { return }
    if asks { pace.resume() } else { pace.pause() }
    phase = .body(pace)
  }

  /// A part of a request came.
  func received(headers: Bool, bodyBytes: Int, isEnd: Bool) {
    if headers {
      phase = .body(TransferPace(limits))
      holdPace()
    } else if case .body(var pace) = phase {
      pace.byteCount += bodyBytes
      phase = isEnd ? .answering : .body(pace)
    }
  }

  /// The head of an answer goes out; `closes`: it says that no other follows.
  func answers(closes: Bool) { closesAfterAnswer = closes }

  /// The last part of an answer goes out; true: the connection is to be closed after it.
  func answered() -> Bool {
    if closesAfterAnswer {
      phase = .lingering(since: .now)
      return true
    }
    if case .answering = phase { phase = .waiting }
    return false
  }

  /// Bytes wait for the client.
  func writes(_ count: Int) {
    if pendingBytes == 0 { writing = TransferPace(limits) }
    pendingBytes += count
  }

  /// The client's side took bytes.
  func wrote(_ count: Int) {
    pendingBytes -= count
    writing?.byteCount += count
    guard pendingBytes == 0 else { return }
    writing = nil
    if isLingering { phase = .lingering(since: .now) }
  }

  /// Looks at the clock; true: the connection is to be dropped.
  func isOverdue() -> Bool {
    let now = ContinuousClock.now
    var reason: String?
    switch phase {
    case .headers(let since): if now - since > limits.headerTime { reason = "slow-headers" }
    case .body(let pace): if pace.isTooSlow(at: now) { reason = "slow-body" }
    case .lingering(let since):
      if pendingBytes == 0, now - since > Self.lingering { return true }
    case .waiting, .answering: break
    }
    if writing?.isTooSlow(at: now) == true { reason = "slow-reader" }
    if let reason { dropped(reason) }
    return reason != nil
  }
}
