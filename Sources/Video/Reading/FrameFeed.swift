// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// A source that a thread of its own reads ahead.
final class FrameFeed: Sendable {
  /// How fast frames come; nil where the source does not say it, or is not open yet.
  var rate: FrameRate? { openRate.withLock { $0 } }
  /// Frames that nobody took in time.
  var droppedCount: Int { queue.droppedCount }

  private let queue: FrameQueue
  private let name: String
  private let isLive: Bool
  private let sign = Mutex<(last: ContinuousClock.Instant, reason: String?)>((.now, nil))
  /// What was wrong with what was read; nil: nothing, or it has not ended.
  var damage: VideoNotice? {
    found.withLock { $0 }.map { .damaged(source: name, reason: $0) }
  }

  private let found = Mutex<String?>(nil)
  private let openRate = Mutex<FrameRate?>(nil)
  private let interruption = Mutex<(@Sendable () -> Void)?>(nil)

  /// Begins to read.
  ///
  /// - Parameters:
  ///   - source: What to read. Of a live one the newest frames are kept.
  ///   - capacity: How many frames.
  init(_ source: any FrameSource, capacity: Int) {
    (name, isLive) = (source.name, source.isLive)
    queue = FrameQueue(capacity: capacity, policy: source.isLive ? .dropOldest : .wait)
    Thread { [queue, self] in
      do {
        let reader = try source.isLive ? RevivingReader(source) { self.keep($0) } : source.open()
        openRate.withLock { $0 = reader.rate }
        interruption.withLock { $0 = reader.interruption }
        if queue.isClosed { reader.interruption() }
        while let frame = try reader.next(), queue.put(frame) { keep(nil) }
        found.withLock { $0 = reader.damage }
        queue.end(nil)
      } catch {
        queue.end(error)
      }
    }.start()
  }

  /// The next frame; nil at the end.
  ///
  /// - Throws: What the reader met, and `CancellationError`.
  func next() async throws -> VideoFrame? { try await queue.next() }

  /// All frames that are there, without waiting.
  func drain() -> [VideoFrame] { queue.drain() }

  /// How long a live source has sent nothing; nil for others.
  var silence: SourceSilence? {
    guard isLive else { return nil }
    let (last, reason) = sign.withLock { $0 }
    return SourceSilence(source: name, time: .now - last, reason: reason)
  }

  /// Keeps why a source could not be read; nil: a frame came.
  private func keep(_ failure: (any Error)?) {
    sign.withLock { sign in
      if let failure { sign.reason = (failure as? VideoError)?.message } else { sign = (.now, nil) }
    }
  }

  /// Ends the reading.
  func close() {
    queue.close()
    interruption.withLock { $0 }?()
  }
}
