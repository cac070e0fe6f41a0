// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Runs the jobs of requests: so many at a time, each for so long at most, none for a client that
/// is gone.
final class JobRunner: Sendable {
  /// Who runs and who waits.
  let queue: JobQueue
  private let threads: JobThreads
  private let limit: Duration
  private let waited: @Sendable (Duration) -> Void

  /// `waited` is told how long each job waited for its turn.
  init(_ limits: ServiceLimits, waited: @escaping @Sendable (Duration) -> Void) {
    queue = JobQueue(atOnce: limits.atOnce, room: limits.queue)
    threads = JobThreads(limits.atOnce)
    limit = limits.jobTime
    self.waited = waited
  }

  /// The result of a job.
  ///
  /// The call ends at once where time is up or the client goes. The job is cancelled then: it stops
  /// at its next step or tile, and only then its place and its memory are free.
  /// - Parameters:
  ///   - presence: Whether the client is there.
  ///   - share: The memory that it takes, given back when it ends but for what is kept.
  ///   - kept: The bytes of memory that its result takes, until the share goes.
  ///   - job: The work.
  /// - Returns: What the job returned.
  /// - Throws: ``Problem`` where it gets no turn or no time; what the job throws.
  func run<Output: Sendable>(
    for presence: ClientPresence, holding share: MemoryShare,
    keeping kept: @escaping @Sendable (Output) -> Int = { _ in 0 },
    _ job: @escaping @Sendable (_ times: StageTimes) async throws -> Output
  ) async throws -> Output {
    let outcome = FirstOutcome<Output>()
    // Its turn is waited for on Swift's threads: those of jobs are held by jobs that compute.
    let work = Task { [queue, threads, waited] in
      let start = ContinuousClock.now
      do {
        let output = try await queue.run {
          let wait = ContinuousClock.now - start
          waited(wait)
          let computing = Task(executorPreference: threads) {
            try await job(StageTimes(queue: wait))
          }
          return try await withTaskCancellationHandler {
            try await computing.value
          } onCancel: {
            computing.cancel()
          }
        }
        share.shrink(to: kept(output))
        outcome.settle(.success(output))
      } catch {
        share.shrink(to: 0)
        outcome.settle(.failure(error))
      }
    }
    let timer = Task { [limit] in
      try await Task.sleep(for: limit)
      outcome.settle(.failure(Problem.tooSlow(limit)))
      work.cancel()
    }
    let number = presence.whenGone {
      outcome.settle(.failure(Problem.clientGone))
      work.cancel()
    }
    defer {
      timer.cancel()
      presence.forget(number)
    }
    return try await withTaskCancellationHandler {
      try await outcome.value()
    } onCancel: {
      work.cancel()
    }
  }
}

/// What happens first of several things.
private final class FirstOutcome<Output: Sendable>: Sendable {
  private struct State {
    var result: Result<Output, any Error>?
    var waiter: CheckedContinuation<Output, any Error>?
  }

  private let state = Mutex(State())

  /// Says what happened; only the first word counts.
  func settle(_ result: Result<Output, any Error>) {
    let waiter = state.withLock { state in
      guard state.result == nil else { return nil as CheckedContinuation<Output, any Error>? }
      state.result = result
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume(with: result)
  }

  /// Waits for it; by one task.
  func value() async throws -> Output {
    try await withCheckedThrowingContinuation { waiter in
      let result = state.withLock { state in
        if state.result == nil { state.waiter = waiter }
        return state.result
      }
      if let result { waiter.resume(with: result) }
    }
  }
}
