// SPDX-License-Identifier: Apache-2.0

/// Where fused frames go: a film, a folder, a pipe, a stream.
public protocol FrameSink: Sendable {
  /// What messages call it.
  var name: String { get }

  /// Begins to write frames like `first`, which is not written yet.
  ///
  /// - Parameters:
  ///   - first: Tells size, color and depth, which are those of all frames.
  ///   - rate: How fast frames come, for formats that want a rate; they are timed by their own
  ///     stamps where the format has them.
  /// - Returns: What writes the frames.
  /// - Throws: ``VideoError`` where it cannot be written.
  func open(like first: VideoFrame, rate: FrameRate) throws -> any FrameWriter
}
