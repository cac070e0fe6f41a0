// SPDX-License-Identifier: Apache-2.0

/// A sink that is being written, by one thread.
///
/// One that goes without ``finish()`` leaves nothing half-written behind.
public protocol FrameWriter: AnyObject {
  /// Writes a frame; it may wait until there is room.
  ///
  /// - Throws: ``VideoError`` where it cannot be written, or is unlike the first one.
  func write(_ frame: VideoFrame) throws

  /// Completes what was written: a film can be played then.
  ///
  /// - Throws: ``VideoError`` where that fails.
  func finish() throws
}
