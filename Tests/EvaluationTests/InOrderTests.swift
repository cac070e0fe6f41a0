// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TestSupport
import Testing

@testable import Evaluation

/// Work on several threads whose results come in order.
@Suite(.tags(.unit)) struct InOrderTests {
  @Test(arguments: [1, 3, 20])
  func valuesComeInOrder(_ threads: Int) async throws {
    var (values, steps) = ([Int](), [Int]())
    try await inOrder(Array(0..<12), threads: threads, progress: { steps.append($0) }) { element in
      // The first of each three is slow.
      if element % 3 == 0 { try await Task.sleep(for: .milliseconds(2)) }
      return 10 * element
    } take: {
      values.append($0)
    }
    #expect(values == (0..<12).map { 10 * $0 } && steps == Array(1...12))
  }

  /// The first waits for the others to come as far ahead of it as they may, and a while longer.
  @Test func fewWaitForTheSlowest() async throws {
    let started = Mutex(0)
    let ahead = Mutex(0)
    try await inOrder(Array(0..<50), threads: 2) { element in
      started.withLock { $0 += 1 }
      guard element == 0 else { return }
      while started.withLock({ $0 }) < 4 { try await Task.sleep(for: .milliseconds(1)) }
      try await Task.sleep(for: .milliseconds(30))
      ahead.withLock { $0 = started.withLock { $0 } }
    } take: { _ in
    }
    #expect(ahead.withLock { $0 } == 4 && started.withLock { $0 } == 50)
  }

  @Test func theFirstErrorEndsIt() async {
    struct Failure: Error {}
    await #expect(throws: Failure.self) {
      try await inOrder([1, 2, 3], threads: 2) {
        $0
      } take: {
        if $0 == 2 { throw Failure() }
      }
    }
  }
}
