// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Runs an actor on one thread of its own.
///
/// LibTorch keeps a team of workers for each thread that calls it; an actor that wanders over
/// Swift's pool would gather several.
package final class ThreadExecutor: SerialExecutor {
  private let queue = ExecutorQueue()

  /// Starts the thread, which has that name.
  package init(name: String) {
    let executor = asUnownedSerialExecutor()
    Thread { [queue] in
      while let job = queue.next() {
        // Not before: a thread cannot be named until `start` has returned.
        if Thread.current.name != name { Thread.current.name = name }
        job.runSynchronously(on: executor)
      }
    }.start()
  }

  deinit { queue.append(nil) }

  package func enqueue(_ job: consuming ExecutorJob) { queue.append(UnownedJob(job)) }
}
