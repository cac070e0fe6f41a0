// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// Runs a task on the thread that waits for it.
///
/// So a call needs no thread of Swift's own pool, which may all be waiting in such calls.
final class WaitingThread: TaskExecutor {
  private let jobs = Mutex<[UnownedJob]>([])
  private let hasJobs = DispatchSemaphore(value: 0)

  /// Takes a part of a task, for the thread that waits.
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    hasJobs.signal()
  }

  /// Runs an operation to its end on the calling thread, which sleeps while actors work for it.
  ///
  /// - Throws: What the operation throws.
  func result<Success: Sendable>(
    of operation: @escaping @Sendable () async throws -> Success
  ) throws -> Success {
    let outcome = Outcome<Success>()
    Task.detached(executorPreference: self) {
      do {
        outcome.end(with: .success(try await operation()))
      } catch {
        outcome.end(with: .failure(error))
      }
    }
    while true {
      if let result = outcome.result { return try result.get() }
      hasJobs.wait()
      jobs.withLock { $0.removeFirst() }.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}

/// What a task ends with.
private final class Outcome<Success: Sendable>: Sendable {
  private let ended = Mutex<Result<Success, any Error>?>(nil)

  var result: Result<Success, any Error>? { ended.withLock { $0 } }

  func end(with result: Result<Success, any Error>) { ended.withLock { $0 = result } }
}
