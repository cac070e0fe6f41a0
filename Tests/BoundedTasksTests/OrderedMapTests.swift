// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TestBasics
import Testing

@testable import BoundedTasks

/// Several tasks at a time whose values come in order.
@Suite("work in order, several at a time", .tags(.unit)) struct OrderedMapTests {
  @Test("values come in the elements' order", arguments: [1, 3, 20])
  func order(_ atOnce: Int) async throws {
    var values: [Int] = []
    for try await value in Array(0..<12).inOrder(
      atOnce: atOnce,
      { element in
        // The first of each three is slow.
        if element % 3 == 0 { try await Task.sleep(for: .milliseconds(2)) }
        return 10 * element
      })
    { values.append(value) }
    #expect(values == (0..<12).map { 10 * $0 })
  }

  @Test("no more run at a time than were asked for")
  func bound() async throws {
    let running = Mutex((now: 0, most: 0))
    for try await _ in Array(0..<40).inOrder(
      atOnce: 3,
      { _ in
        running.withLock {
          $0.now += 1
          $0.most = max($0.most, $0.now)
        }
        try await Task.sleep(for: .milliseconds(1))
        running.withLock { $0.now -= 1 }
      })
    {}
    #expect(running.withLock { $0.most } <= 3 && running.withLock { $0.now } == 0)
  }

  /// The first waits for the others to come as far ahead of it as they may, and a while longer.
  @Test("few wait for the slowest")
  func ahead() async throws {
    let started = Mutex(0)
    let ahead = Mutex(0)
    for try await _ in Array(0..<50).inOrder(
      atOnce: 2,
      { element in
        started.withLock { $0 += 1 }
        guard element == 0 else { return }
        while started.withLock({ $0 }) < 4 { try await Task.sleep(for: .milliseconds(1)) }
        try await Task.sleep(for: .milliseconds(30))
        ahead.withLock { $0 = started.withLock { $0 } }
      })
    {}
    #expect(ahead.withLock { $0 } == 4 && started.withLock { $0 } == 50)
  }

  @Test("a value comes as soon as it is there, though the next element is long in coming")
  func live() async throws {
    let (source, feed) = AsyncStream.makeStream(of: Int.self)
    let values = source.inOrder(atOnce: 4) { $0 }.makeAsyncIterator()
    feed.yield(7)
    #expect(try await values.next() == 7)
    feed.finish()
    #expect(try await values.next() == nil)
  }

  @Test("an error comes in its turn, and ends the work")
  func failure() async {
    struct Failure: Error {}
    var values: [Int] = []
    let cancelled = Mutex(false)
    await #expect(throws: Failure.self) {
      for try await value in [1, 2, 3].inOrder(
        atOnce: 3,
        { element in
          if element == 2 { throw Failure() }
          if element == 3 {
            do {
              try await Task.sleep(for: .seconds(60))
            } catch { cancelled.withLock { $0 = true } }
          }
          return element
        })
      { values.append(value) }
    }
    #expect(values == [1])
    while !cancelled.withLock({ $0 }) { await Task.yield() }
  }

  @Test("no more elements are taken than may be in memory")
  func elementsAhead() async throws {
    let taken = Mutex(0)
    let source = AsyncStream(unfolding: {
      taken.withLock {
        $0 += 1; return $0
      }
    })
    let values = source.inOrder(atOnce: 2) { $0 }.makeAsyncIterator()
    while taken.withLock({ $0 }) < 4 { await Task.yield() }
    try await Task.sleep(for: .milliseconds(20))
    #expect(taken.withLock { $0 } == 4)
    #expect(try await values.next() == 1)
  }

  @Test("nothing comes after an error")
  func nothingAfter() async throws {
    struct Failure: Error {}
    let done = Mutex(0)
    let values = [1, 2, 3].inOrder(
      atOnce: 3,
      { element in
        if element == 1 {
          while done.withLock({ $0 }) < 2 { await Task.yield() }
          throw Failure()
        }
        done.withLock { $0 += 1 }
        return element
      }
    ).makeAsyncIterator()
    await #expect(throws: Failure.self) { try await values.next() }
    #expect(try await values.next() == nil)
  }

  @Test("leaving the loop cancels what is under way", .timeLimit(.minutes(1)))
  func leaving() async throws {
    let cancelled = Mutex(0)
    for try await _ in Array(0..<100).inOrder(
      atOnce: 3,
      { element in
        if element == 0 { return }
        do {
          try await Task.sleep(for: .seconds(600))
        } catch {
          cancelled.withLock { $0 += 1 }
          throw error
        }
      })
    { break }
    while cancelled.withLock({ $0 }) == 0 { await Task.yield() }
  }

  @Test("a pool's only item has one user at a time")
  func pool() async throws {
    let pool = Pool(["only"])
    let users = Mutex((now: 0, most: 0))
    for try await _ in (0..<20).inOrder(
      atOnce: 8,
      { _ in
        await pool.withItem { _ in
          users.withLock {
            $0.now += 1
            $0.most = max($0.most, $0.now)
          }
          await Task.yield()
          users.withLock { $0.now -= 1 }
        }
      })
    {}
    #expect(users.withLock { $0.most } == 1)
  }
}
