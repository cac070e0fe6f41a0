// SPDX-License-Identifier: Apache-2.0

import TestBasics
import Testing

@testable import FusionService

@Suite("Pace of a transfer", .tags(.unit)) struct TransferPaceTests {
  private let start = ContinuousClock.now

  private var pace: TransferPace {
    var limits = ServiceLimits()
    (limits.transferTime, limits.transferRate) = (.seconds(10), 100)
    return TransferPace(limits, at: start)
  }

  @Test("Any pace will do for a while, then the rate counts")
  func rate() {
    var pace = pace
    #expect(!pace.isTooSlow(at: start + .seconds(10)))
    #expect(pace.isTooSlow(at: start + .seconds(11)))
    pace.byteCount = 1100
    #expect(!pace.isTooSlow(at: start + .seconds(11)))
    #expect(pace.isTooSlow(at: start + .seconds(12)))
  }

  @Test("The time in which nothing is asked for does not count")
  func pauses() {
    var pace = pace
    pace.pause(at: start + .seconds(4))
    pace.pause(at: start + .seconds(60))
    #expect(!pace.isTooSlow(at: start + .seconds(100)))
    pace.resume(at: start + .seconds(100))
    #expect(!pace.isTooSlow(at: start + .seconds(106)))
    #expect(pace.isTooSlow(at: start + .seconds(107)))
  }
}
