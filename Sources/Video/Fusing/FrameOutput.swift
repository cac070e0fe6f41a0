// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Foundation
import Synchronization

/// A sink that a thread of its own writes: while one frame is finished and written the next one is
/// made.
actor FrameOutput {
  private nonisolated let executor = ThreadExecutor(name: "video-output")
  private let sink: any FrameSink
  private let rate: FrameRate
  private var writer: (any FrameWriter)?
  private var failure: (any Error)?
  private nonisolated let times = Mutex(TimeHistogram())

  /// Opens the sink with the first frame.
  init(_ sink: any FrameSink, rate: FrameRate) { (self.sink, self.rate) = (sink, rate) }

  /// From a frame's time, by the wall's clock, until the sink had taken it.
  nonisolated var latency: TimeHistogram { times.withLock { $0 } }

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Waits until the frame before is written, and has this one written.
  ///
  /// - Parameter frame: Makes the frame, on the output's thread.
  /// - Throws: What the sink met, with this frame or the one before it.
  func write(_ frame: @escaping @Sendable () -> VideoFrame) throws {
    if let failure { throw failure }
    Task { self.writeNow(frame) }
  }

  /// Waits until all is written, and completes it.
  ///
  /// - Throws: What the sink met.
  func finish() throws {
    if let failure { throw failure }
    try writer?.finish()
    writer = nil
  }

  /// Drops what was written: nothing half-written is left when this returns.
  func drop() {
    failure = failure ?? CancellationError()
    writer = nil
  }

  private func writeNow(_ frame: () -> VideoFrame) {
    guard failure == nil else { return }
    let frame = frame()
    do {
      let writer = try writer ?? sink.open(like: frame, rate: rate)
      self.writer = writer
      try writer.write(frame)
      let age = Duration.seconds(Date().timeIntervalSince1970) - frame.time
      times.withLock { $0.add(age) }
    } catch {
      failure = error
    }
  }
}
