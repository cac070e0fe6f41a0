// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// Frames between the thread that reads them and the task that takes them.
final class FrameQueue: Sendable {
  /// What happens where it is full.
  enum Policy {
    /// The reader waits: no frame of a film is lost.
    case wait
    /// The oldest frame is dropped: a camera does not wait.
    case dropOldest
  }

  private struct State {
    var frames: [VideoFrame] = []
    var failure: (any Error)?
    var isEnded = false
    var isClosed = false
    var droppedCount = 0
    var waiting: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())
  private let room: DispatchSemaphore
  private let capacity: Int
  private let policy: Policy

  /// Holds at most `capacity` frames.
  init(capacity: Int, policy: Policy) {
    (self.capacity, self.policy) = (capacity, policy)
    // Not with that value: one that goes with less than it began with ends the program.
    room = DispatchSemaphore(value: 0)
    for _ in 0..<capacity { room.signal() }
  }

  /// Whether no frame is wanted any more.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Frames that nobody took in time.
  var droppedCount: Int { state.withLock { $0.droppedCount } }

  /// Adds a frame, which may wait; false: nobody wants any more.
  func put(_ frame: VideoFrame) -> Bool {
    if policy == .wait { room.wait() }
    return change { state in
      guard !state.isClosed else { return false }
      if policy == .dropOldest, state.frames.count == capacity {
        state.frames.removeFirst()
        state.droppedCount += 1
      }
      state.frames.append(frame)
      return true
    }
  }

  /// Says that no frame comes any more, and why where that is an error.
  func end(_ failure: (any Error)?) {
    change { state in
      // Who was told to end may say so as an error.
      state.failure = state.isClosed ? nil : failure
      state.isEnded = true
    }
  }

  /// Says that no frame is wanted any more.
  func close() {
    change { state in
      state.isClosed = true
      state.frames = []
    }
    room.signal()
  }

  /// The next frame; nil at the end. For one task.
  ///
  /// - Throws: What the reader met, and `CancellationError`.
  func next() async throws -> VideoFrame? {
    while true {
      try Task.checkCancellation()
      let taken = try state.withLock { state throws -> VideoFrame?? in
        if !state.frames.isEmpty { return .some(state.frames.removeFirst()) }
        if let failure = state.failure {
          state.failure = nil
          throw failure
        }
        return state.isEnded || state.isClosed ? .some(nil) : nil
      }
      if let taken {
        if taken != nil, policy == .wait { room.signal() }
        return taken
      }
      await change()
    }
  }

  /// All frames that are there, without waiting.
  func drain() -> [VideoFrame] {
    state.withLock { state in
      defer { state.frames = [] }
      return state.frames
    }
  }

  /// Waits until something has changed, or the task is cancelled.
  private func change() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDue = state.withLock { state in
          let isDue = !state.frames.isEmpty || state.isEnded || state.isClosed || Task.isCancelled
          if !isDue { state.waiting = continuation }
          return isDue
        }
        if isDue { continuation.resume() }
      }
    } onCancel: {
      change { _ in }
    }
  }

  /// Changes the state, and wakes who waits for that.
  @discardableResult
  private func change<Result>(_ body: (inout State) -> Result) -> Result {
    let (result, waiting) = state.withLock { state in
      let result = body(&state)
      defer { state.waiting = nil }
      return (result, state.waiting)
    }
    waiting?.resume()
    return result
  }
}
