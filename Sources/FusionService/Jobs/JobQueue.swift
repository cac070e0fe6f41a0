// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Lets so many jobs run at a time, and so many wait, in the order in which they came.
final class JobQueue: Sendable {
  private struct State {
    var running = 0
    var nextNumber = 0
    var waiting: [(number: Int, turn: CheckedContinuation<Void, any Error>)] = []
  }

  private let atOnce: Int
  private let room: Int
  private let state = Mutex(State())

  init(atOnce: Int, room: Int) { (self.atOnce, self.room) = (atOnce, room) }

  /// How many run and how many wait.
  var counts: (running: Int, waiting: Int) { state.withLock { ($0.running, $0.waiting.count) } }

  /// Whether a job that comes now would be refused.
  var isFull: Bool { state.withLock { $0.running >= atOnce && $0.waiting.count >= room } }

  /// Runs a job when its turn comes.
  ///
  /// - Throws: ``Problem/queueFull`` where too many wait; `CancellationError` where the task was
  ///   cancelled before its turn; what the job throws.
  func run<Result>(_ job: () async throws -> Result) async throws -> Result {
    try await enter()
    defer { leave() }
    try Task.checkCancellation()
    return try await job()
  }

  private func enter() async throws {
    let number = state.withLock { state in
      state.nextNumber += 1
      return state.nextNumber
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { turn in
        let outcome: Swift.Result<Void, any Error>? = state.withLock { state in
          if Task.isCancelled { return .failure(CancellationError()) }
          if state.running < atOnce {
            state.running += 1
            return .success(())
          }
          if state.waiting.count >= room { return .failure(Problem.queueFull) }
          state.waiting.append((number, turn))
          return nil
        }
        if let outcome { turn.resume(with: outcome) }
      }
    } onCancel: {
      let turn = state.withLock { state in
        state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0).turn }
      }
      turn?.resume(throwing: CancellationError())
    }
  }

  private func leave() {
    let next = state.withLock { state in
      if !state.waiting.isEmpty { return Optional(state.waiting.removeFirst().turn) }
      state.running -= 1
      return nil
    }
    next?.resume()
  }
}
