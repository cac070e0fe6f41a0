// SPDX-License-Identifier: Apache-2.0

/// Frames of a YUV4MPEG2 stream; it has a rate and no time stamps.
final class Y4MReader: FrameReader {
  let rate: FrameRate?
  let interruption: @Sendable () -> Void
  private let name: String
  private let header: Y4MHeader
  private let stream: ByteStream
  private var count = 0

  /// Reads the first line.
  ///
  /// - Parameters:
  ///   - stream: The bytes.
  ///   - name: What messages call it.
  ///   - assumed: The rate where the stream names none.
  ///   - interruption: See ``FrameReader/interruption``.
  /// - Throws: ``VideoError`` for something else.
  init(
    _ stream: ByteStream, name: String, assumed: FrameRate,
    interruption: @escaping @Sendable () -> Void
  ) throws(VideoError) {
    guard let line = try stream.line(limit: Y4MHeader.lengthLimit) else {
      throw VideoError(.malformed, name, "is empty; a y4m stream is wanted")
    }
    header = try Y4MHeader(line, of: name)
    rate = header.rate ?? assumed
    (self.stream, self.name, self.interruption) = (stream, name, interruption)
  }

  func next() throws -> VideoFrame? {
    guard let line = try stream.line(limit: Y4MHeader.lengthLimit) else { return nil }
    guard line.hasPrefix("FRAME"), let rate else {
      throw VideoError(.malformed, name, "has no FRAME where frame \(count) is wanted")
    }
    guard let bytes = try stream.bytes(header.byteCount) else {
      throw VideoError(.malformed, name, "ends before the pixels of frame \(count)")
    }
    defer { count += 1 }
    return VideoFrame(image: header.image(bytes), time: rate.time(ofFrame: count))
  }
}
