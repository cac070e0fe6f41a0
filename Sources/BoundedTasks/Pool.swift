// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Things that one task at a time may use; who finds none free waits for its turn.
///
/// A pool of `()` limits how many tasks do something at one time.
package final class Pool<Item: Sendable>: Sendable {
  private struct State {
    var free: [Item]
    var waiting: [CheckedContinuation<Item, Never>] = []
  }

  private let state: Mutex<State>

  /// A pool of these things, all of them free.
  package init(_ items: [Item]) { state = Mutex(State(free: items)) }

  /// Uses one of them while `body` runs. Those that wait are served in the order in which they
  /// came.
  package func withItem<Result: Sendable>(
    _ body: @Sendable (Item) async throws -> Result
  ) async rethrows -> Result {
    let item = await take()
    defer { give(item) }
    return try await body(item)
  }

  /// Takes one; the caller gives it back.
  func take() async -> Item {
    await withCheckedContinuation { continuation in
      let free = state.withLock { state -> Item? in
        if let item = state.free.popLast() { return item }
        state.waiting.append(continuation)
        return nil
      }
      if let free { continuation.resume(returning: free) }
    }
  }

  /// Adds one, or gives one back.
  func give(_ item: Item) {
    let next = state.withLock { state -> CheckedContinuation<Item, Never>? in
      if !state.waiting.isEmpty { return state.waiting.removeFirst() }
      state.free.append(item)
      return nil
    }
    next?.resume(returning: item)
  }
}
