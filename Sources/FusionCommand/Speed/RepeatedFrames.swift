// SPDX-License-Identifier: Apache-2.0

import Imaging
import Synchronization
import Video

/// A film in memory, of some pictures that come forwards and backwards until it is long enough.
struct RepeatedFrames: FrameSource {
  let name = "memory"
  let isLive = false
  private let pictures: [Image]
  private let count: Int

  /// - Precondition: There is a picture.
  init(_ pictures: [Image], count: Int) {
    precondition(!pictures.isEmpty, "RepeatedFrames: no picture, one or more are wanted")
    (self.pictures, self.count) = (pictures, count)
  }

  /// Its first frames.
  func first(_ count: Int) -> Self { Self(pictures, count: min(count, self.count)) }

  func open() -> any FrameReader { Reader(pictures, count) }

  /// Reads it.
  private final class Reader: FrameReader {
    let rate: FrameRate? = .usual
    let interruption: @Sendable () -> Void
    private let pictures: [Image]
    private let left: Cancellation
    private let count: Int
    private var index = 0

    /// Whether it was interrupted.
    private final class Cancellation: Sendable {
      let isOn = Mutex(false)
    }

    init(_ pictures: [Image], _ count: Int) {
      let left = Cancellation()
      (self.pictures, self.count, self.left) = (pictures, count, left)
      interruption = { left.isOn.withLock { $0 = true } }
    }

    func next() -> VideoFrame? {
      guard index < count, !left.isOn.withLock(\.self) else { return nil }
      defer { index += 1 }
      // 0 1 2 3 2 1 0 1 ...
      let period = max(2 * pictures.count - 2, 1)
      let place = index % period
      return VideoFrame(
        image: pictures[min(place, period - place)], time: FrameRate.usual.time(ofFrame: index))
    }
  }
}
