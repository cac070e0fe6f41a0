// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TestBasics
import Testing

@testable import BoundedTasks

/// Values that all cores compute.
@Suite(.tags(.unit)) struct ConcurrentTests {
  struct Odd: Error, Equatable {
    let number: Int
  }

  @Test func valuesAreInOrder() {
    #expect(concurrently(100) { 3 * $0 } == (0..<100).map { 3 * $0 })
    #expect(concurrently(0) { $0 }.isEmpty)
  }

  @Test func theLowestNumbersErrorIsThrown() {
    let computed = Mutex(0)
    #expect(throws: Odd(number: 3)) {
      try concurrently(50) { (number) throws(Odd) in
        computed.withLock { $0 += 1 }
        if number == 3 || number > 40 { throw Odd(number: number) }
      }
    }
    #expect(computed.withLock(\.self) == 50)
  }
}
