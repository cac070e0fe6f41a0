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

  /// Hands over what is kept, for whoever sees an answer written: another request may follow on the
  /// connection before that.
  func take() -> [any AnyObject & Sendable] {
    state.withLock { state in
      defer { state.kept = [] }
      return state.kept
    }
  }

  /// The connection is closed: nothing is kept any more.
  func close() {
    state.withLock { $0.isClosed = true }
    withExtendedLifetime(take()) {}  // what ends with it may take locks
  }
}
