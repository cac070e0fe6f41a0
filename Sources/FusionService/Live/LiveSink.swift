// SPDX-License-Identifier: Apache-2.0

import Foundation
import Video

/// Gives fused frames to those who look.
struct LiveSink: FrameSink {
  let feed: LiveFeed
  /// Whether frames wait for their time: those of a film, which are there at once.
  let isPaced: Bool

  var name: String { feed.name }

  func open(like first: VideoFrame, rate: FrameRate) -> any FrameWriter {
    Writer(feed, first: isPaced ? first.time : nil)
  }

  private final class Writer: FrameWriter {
    private let feed: LiveFeed
    private let first: Duration?
    private let start = ContinuousClock.now

    init(_ feed: LiveFeed, first: Duration?) { (self.feed, self.first) = (feed, first) }

    func write(_ frame: VideoFrame) {
      if let first {
        let wait = frame.time - first - (.now - start)
        if wait > .zero { Thread.sleep(forTimeInterval: min(wait / .seconds(1), 1)) }
      }
      feed.show(LivePicture(frame.image))
    }

    func finish() {}
  }
}
