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

  /// Calls it on this thread; where `fused` is nil the first image is to be the result.
  init(of handle: OpaquePointer?, _ first: Picture, _ second: Picture, _ fused: Picture?) {
    var (first, second, result) = (first, second, fused ?? first)
    isDone = second.described { second in
      first.described { first in
        fused == nil
          ? daefuse_fuse(handle, first, second, first)
          : result.described { daefuse_fuse(handle, first, second, $0) }
      }
    }
    self.fused = fused == nil ? first : result
    said = String(cString: daefuse_error())
  }

  /// Calls it on a thread that is none of Swift's, as most callers' are.
  static func of(
    _ handle: OpaquePointer?, _ first: Picture, _ second: Picture, _ fused: Picture?
  ) async throws -> Outcome {
    let number = UInt(bitPattern: handle)
    return try await onBlockingThread {
      Outcome(of: OpaquePointer(bitPattern: number), first, second, fused)
    }
  }
}
