// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Writes a YUV4MPEG2 stream: gray as it is, color in full resolution with all 256 levels.
final class Y4MWriter: FrameWriter {
  private let output: any ByteOutput
  private let size: ImageSize
  private let format: PixelFormat

  /// Writes the first line.
  ///
  /// - Throws: ``VideoError`` where that fails, and for pictures of more than 8 bits in color.
  init(_ output: any ByteOutput, like first: VideoFrame, rate: FrameRate) throws {
    guard let format = PixelFormat.ofSamples(first.image) else {
      throw VideoError(
        .unsupported, output.name,
        "cannot be written: y4m takes gray of 8 and 16 bits and color of 8")
    }
    (self.output, self.format, size) = (output, format, first.image.size)
    let kind =
      switch format {
      case .gray: "mono"
      case .gray16le, .gray16be: "mono16"
      case .rgb24, .yuyv422: "444"
      }
    let rate = "F\(rate.numerator):\(rate.denominator)"
    try output.write(
      Array(
        "YUV4MPEG2 W\(size.width) H\(size.height) \(rate) Ip A1:1 C\(kind) XCOLORRANGE=FULL\n".utf8)
    )
  }

  func write(_ frame: VideoFrame) throws {
    try requireLike(frame.image, size, format, sink: output.name)
    try output.write(Array("FRAME\n".utf8))
    if format == .rgb24 {
      try output.write(YUVMatrix(for: size, isFull: true).planes(of: frame.image))
    } else {
      try output.write(sampleBytes(of: frame.image))
    }
  }

  func finish() throws { try output.finish() }
}
