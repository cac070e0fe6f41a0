// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import CDaefuse

/// What a call of `daefuse_fuse` comes to.
struct Outcome: Sendable {
  let isDone: Bool
  /// What the result's memory holds afterwards.
  let fused: Picture
  /// What `daefuse_error` says on the same thread.
  let said: String

  /// Calls it on a thread that is none of Swift's, as callers' are; where `fused` is nil the first
  /// image is to be the result.
  static func of(
    _ handle: OpaquePointer?, _ first: Picture, _ second: Picture, _ fused: Picture?
  ) async throws -> Outcome {
    let number = UInt(bitPattern: handle)
    return try await onBlockingThread {
      let handle = OpaquePointer(bitPattern: number)
      var (first, second, result) = (first, second, fused ?? first)
      let isDone = second.described { second in
        first.described { first in
          fused == nil
            ? daefuse_fuse(handle, first, second, first)
            : result.described { daefuse_fuse(handle, first, second, $0) }
        }
      }
      return Outcome(
        isDone: isDone, fused: fused == nil ? first : result, said: String(cString: daefuse_error())
      )
    }
  }
}
