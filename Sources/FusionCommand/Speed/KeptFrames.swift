// SPDX-License-Identifier: Apache-2.0

import Imaging
import Synchronization
import Video

/// Keeps the first pictures of a film in memory, and nothing of the others.
final class KeptFrames: FrameSink {
  let name = "memory"
  private let count: Int
  private let kept = Mutex<[Image]>([])

  /// Keeps so many.
  init(_ count: Int) { self.count = count }

  /// What came, in its order.
  var pictures: [Image] { kept.withLock(\.self) }

  func open(like first: VideoFrame, rate: FrameRate) -> any FrameWriter { Writer(self) }

  private final class Writer: FrameWriter {
    private let frames: KeptFrames

    init(_ frames: KeptFrames) { self.frames = frames }

    func write(_ frame: VideoFrame) {
      frames.kept.withLock { kept in
        if kept.count < frames.count { kept.append(frame.image) }
      }
    }

    func finish() {}
  }
}
