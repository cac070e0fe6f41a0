// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A clock that stands still until a test moves its hands.
final class HandClock: Clock {
  struct Instant: InstantProtocol {
    let sinceStart: Duration

    func advanced(by duration: Duration) -> Instant { Instant(sinceStart: sinceStart + duration) }
    func duration(to other: Instant) -> Duration { other.sinceStart - sinceStart }
    static func < (a: Instant, b: Instant) -> Bool { a.sinceStart < b.sinceStart }
  }

  private let time = Mutex(Instant(sinceStart: .zero))

  var now: Instant { time.withLock { $0 } }
  let minimumResolution = Duration.nanoseconds(1)

  func advance(by duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }

  func sleep(until deadline: Instant, tolerance: Duration?) { time.withLock { $0 = deadline } }
}
