// SPDX-License-Identifier: Apache-2.0

private import CTorch

extension Engine {
  /// Numbers of threads that ``withThreads(_:_:)`` takes.
  package static let threadCounts = 1...1024

  /// What ``withThreads(_:_:)`` has set around; nil leaves LibTorch's choice.
  @TaskLocal private static var threads: Int?

  /// Threads that an operation may use on the CPU here: those of the innermost
  /// ``withThreads(_:_:)`` around, else as many as LibTorch chooses, one a core.
  package static var threadCount: Int {
    useThreads()
    return Int(ct_thread_count())
  }

  /// Runs `body` with operations that use up to `count` threads each, one of ``threadCounts``, on
  /// the CPU; nil leaves that as it is around.
  ///
  /// It holds for this task and its children alone: others at the same time have their own number.
  package static func withThreads<Result>(
    _ count: Int?, _ body: () throws -> Result
  ) rethrows -> Result {
    guard let count = checked(count) else { return try body() }
    return try $threads.withValue(count, operation: body)
  }

  /// The same around what waits; also on the other side of a call of an actor.
  package static func withThreads<Result>(
    _ count: Int?, isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws -> Result
  ) async rethrows -> Result {
    guard let count = checked(count) else { return try await body() }
    return try await $threads.withValue(count, operation: body, isolation: isolation)
  }

  private static func checked(_ count: Int?) -> Int? {
    precondition(
      count.map(threadCounts.contains) ?? true, "\(count ?? 0) threads; 1 to 1024 are wanted")
    return count
  }

  /// Has the thread that this runs on, which a task may change, use the task's number.
  static func useThreads() { _ = ct_set_thread_count(Int32(threads ?? 0), nil) }
}
