// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Foundation

/// Threads that jobs compute on, so that Swift's own, of which there is one a core, stay free for
/// requests.
final class JobThreads: TaskExecutor {
  private let queue = ExecutorQueue()
  private let threadCount: Int

  /// Starts so many.
  init(_ count: Int) {
    threadCount = count
    let executor = asUnownedTaskExecutor()
    for _ in 0..<count {
      let thread = Thread { [queue] in
        while let job = queue.next() { job.runSynchronously(on: executor) }
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  deinit { for _ in 0..<threadCount { queue.append(nil) } }

  func enqueue(_ job: consuming ExecutorJob) { queue.append(UnownedJob(job)) }
}
