// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Writes a NUT stream of raw video, each frame with its time in microseconds and a syncpoint.
final class NUTWriter: FrameWriter {
  private static let timeBits: UInt64 = 14
  private let output: any ByteOutput
  private let size: ImageSize
  private let format: PixelFormat

  /// Writes the headers.
  ///
  /// - Throws: ``VideoError`` where that fails, and for pictures of more than 8 bits in color.
  init(_ output: any ByteOutput, like first: VideoFrame) throws {
    guard let format = PixelFormat.ofSamples(first.image),
      let code = NUT.fourCharacterCodes.first(where: { $0.1 == format })?.0
    else {
      throw VideoError(
        .unsupported, output.name, "takes gray of 8 and 16 bits and color of 8, and no others")
    }
    (self.output, self.format, size) = (output, format, first.image.size)
    try output.write(
      NUT.identifier + Self.packet(.main, Self.main) + Self.packet(.stream, Self.stream(code, size))
    )
  }

  func write(_ frame: VideoFrame) throws {
    try requireLike(frame.image, size, format, sink: output.name)
    let bytes = sampleBytes(of: frame.image)
    let microseconds = UInt64(min(max(frame.time / .microseconds(1), 0), 0x1p53).rounded())
    var head: [UInt8] = [1]
    head += Self.number(microseconds + 1 << Self.timeBits)
    head += Self.number(UInt64(bytes.count))
    try output.write(
      Self.packet(.syncpoint, Self.number(microseconds) + Self.number(0)) + head
        + Self.fixed(NUT.checksum(head)))
    try output.write(bytes)
  }

  func finish() throws { try output.finish() }

  /// One stream, microseconds; a frame that begins with 1 tells its time and size, no other begin.
  private static let main: [UInt8] = {
    let flags: NUT.Flags = [.key, .codedTime, .largeSize, .checksum]
    let numbers: [UInt64] = [
      3, 1, 65536, 1, 1, 1_000_000,
      NUT.Flags.invalid.rawValue, 6, 1, 1, 0, 0, 0, 1,
      flags.rawValue, 6, 1, 1, 0, 0, 0, 1,
      NUT.Flags.invalid.rawValue, 6, 1, 1, 0, 0, 0, 253,
      0,
    ]
    return numbers.flatMap(number)
  }()

  private static func stream(_ code: [UInt8], _ size: ImageSize) -> [UInt8] {
    let (width, height) = (UInt64(size.width), UInt64(size.height))
    let before: [[UInt8]] = [number(0), number(0), number(UInt64(code.count)), code]
    let after: [UInt64] = [0, timeBits, 1 << 30, 0, 0, 0, width, height, 1, 1, 0]
    return before.flatMap { $0 } + after.flatMap(number)
  }

  private static func packet(_ code: NUT.StartCode, _ payload: [UInt8]) -> [UInt8] {
    let start = withUnsafeBytes(of: code.rawValue.bigEndian, Array.init)
    return start + number(UInt64(payload.count + 4)) + payload + fixed(NUT.checksum(payload))
  }

  private static func fixed(_ value: UInt32) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian, Array.init)
  }

  /// In groups of seven bits, the highest first.
  private static func number(_ value: UInt64) -> [UInt8] {
    var bytes = [UInt8(value & 0x7F)]
    var rest = value >> 7
    while rest > 0 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes.reversed()
  }
}
