// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Whether the client of a connection is still there, and what to do where it is not.
final class ClientPresence: Sendable {
  private struct State {
    var isGone = false
    var nextNumber = 0
    var actions: [Int: @Sendable () -> Void] = [:]
  }

  /// What lives until the answer is written.
  let answer = AnswerHold()
  private let state = Mutex(State())

  /// Runs an action when the client goes; at once where it is gone already.
  ///
  /// - Returns: What ``forget(_:)`` takes.
  func whenGone(_ action: @escaping @Sendable () -> Void) -> Int {
    let (number, isGone) = state.withLock { state in
      state.nextNumber += 1
      if !state.isGone { state.actions[state.nextNumber] = action }
      return (state.nextNumber, state.isGone)
    }
    if isGone { action() }
    return number
  }

  /// Takes an action back.
  func forget(_ number: Int) { _ = state.withLock { $0.actions.removeValue(forKey: number) } }

  /// The client went: closed its side, or the connection broke.
  func leave() {
    let actions = state.withLock { state in
      defer { state.actions = [:] }
      state.isGone = true
      return state.actions.values.map(\.self)
    }
    for action in actions { action() }
  }
}
