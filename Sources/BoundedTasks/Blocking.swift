// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// Runs `body` on a thread of its own kind, for work that waits for a disk or decodes for long: on
/// Swift's pool, which has one thread a core, it would keep other tasks from going on.
///
/// How many run at a time is the caller's to bound.
package func onBlockingThread<Result: Sendable>(
  _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue.global().async { continuation.resume(with: Swift.Result(catching: body)) }
  }
}
