// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Keeps things until the answer under way is written, or its connection is closed.
///
/// A body's writer ends long before: what it wrote waits for the client.
final class AnswerHold: Sendable {
  private struct State {
    var isClosed = false
    var kept: [any AnyObject & Sendable] = []
  }

  private let state = Mutex(State())

  /// Keeps a thing.
  func keep(_ thing: some AnyObject & Sendable) {
    state.withLock { state in
      if !state.isClosed { state.kept.append(thing) }
    }
  }

  /// The answer is written; `isClosed`: no other follows.
  func release(isClosed: Bool = false) {
    let kept = state.withLock { state in
      defer { state.kept = [] }
      state.isClosed = state.isClosed || isClosed
      return state.kept
    }
    withExtendedLifetime(kept) {}  // what ends with it may take locks
  }
}
