// SPDX-License-Identifier: Apache-2.0

/// Frames that follow one another without any header.
final class RawReader: FrameReader {
  let interruption: @Sendable () -> Void
  private let layout: RawLayout
  private let stream: ByteStream
  private var count = 0

  init(_ stream: ByteStream, _ layout: RawLayout, interruption: @escaping @Sendable () -> Void) {
    (self.stream, self.layout, self.interruption) = (stream, layout, interruption)
  }

  var rate: FrameRate? { layout.rate }

  func next() throws -> VideoFrame? {
    guard let bytes = try stream.bytes(layout.format.byteCount(layout.size)) else { return nil }
    defer { count += 1 }
    return VideoFrame(
      image: layout.format.image(bytes, layout.size), time: layout.rate.time(ofFrame: count))
  }
}
