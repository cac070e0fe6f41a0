// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Fusion
import FusionModel
import Imaging
import Synchronization

/// Fuses a pair while the caller's thread, which is none of Swift's, waits.
///
/// - Throws: What fusing throws.
func fusedImage(
  _ first: Image, _ second: Image, by fuser: Fuser, color: FusionOptions.Color
) throws -> Image {
  var options = FusionOptions()
  options.color = color
  let fusion = PairFusion(options)
  let outcome = Outcome()
  Task.detached {
    do {
      outcome.end(with: .success(try await fusion(first, second, by: fuser)))
    } catch {
      outcome.end(with: .failure(error))
    }
  }
  return try outcome.awaited().get()
}

/// What a task ends with, for a thread that waits for it.
private final class Outcome: Sendable {
  private let result = Mutex<Result<Image, any Error>?>(nil)
  private let isThere = DispatchSemaphore(value: 0)

  func end(with result: Result<Image, any Error>) {
    self.result.withLock { $0 = result }
    isThere.signal()
  }

  func awaited() -> Result<Image, any Error> {
    isThere.wait()
    guard let result = result.withLock({ $0 }) else { preconditionFailure("no outcome") }
    return result
  }
}
