// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// Jobs of an executor in their order, for threads that wait for the next one.
package final class ExecutorQueue: Sendable {
  private let jobs = Mutex<[UnownedJob?]>([])
  private let count = DispatchSemaphore(value: 0)

  /// An empty queue.
  package init() {}

  /// Appends a job; nil ends the thread that takes it.
  package func append(_ job: UnownedJob?) {
    jobs.withLock { $0.append(job) }
    count.signal()
  }

  /// The first job, waited for where there is none; nil where the thread is to end.
  package func next() -> UnownedJob? {
    count.wait()
    return jobs.withLock { $0.removeFirst() }
  }
}
