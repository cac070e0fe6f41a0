// SPDX-License-Identifier: Apache-2.0

/// A source that is being read, by one thread.
public protocol FrameReader: AnyObject {
  /// How fast frames come; nil where that is not known beforehand.
  var rate: FrameRate? { get }

  /// Waits for the next frame.
  ///
  /// - Returns: The frame; nil at the end.
  /// - Throws: ``VideoError`` where the source is damaged or goes away.
  func next() throws -> VideoFrame?

  /// What was wrong with what was read, in words, where it was read on all the same; known at the
  /// end. Nil where nothing was.
  var damage: String? { get }

  /// Makes a call of ``next()`` that waits on another thread come back soon, with nil or an
  /// error, and every later one.
  var interruption: @Sendable () -> Void { get }
}

extension FrameReader {
  /// Nothing.
  public var damage: String? { nil }
}
