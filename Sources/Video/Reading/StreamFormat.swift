// SPDX-License-Identifier: Apache-2.0

/// The formats of streams that are read without another program's help.
package enum StreamFormat: String, CaseIterable, Sendable {
  case y4m, nut

  /// Frames of a stream's bytes.
  ///
  /// - Parameters:
  ///   - bytes: The whole stream.
  ///   - limit: How many frames at most.
  /// - Returns: The frames.
  /// - Throws: ``VideoError`` where the stream is damaged.
  package func frames(of bytes: [UInt8], limit: Int) throws -> [VideoFrame] {
    let stream = ByteStream(bytes: bytes, name: "stream")
    let reader: any FrameReader =
      switch self {
      case .y4m: try Y4MReader(stream, name: "stream", assumed: .usual, interruption: {})
      case .nut: NUTReader(stream, name: "stream", interruption: {})
      }
    var frames: [VideoFrame] = []
    while frames.count < limit, let frame = try reader.next() { frames.append(frame) }
    return frames
  }
}
