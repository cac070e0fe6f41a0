// SPDX-License-Identifier: Apache-2.0

import Imaging

/// The header of a stream within NUT: what its frames are.
struct NUTStreamHeader {
  let number: Int
  let timeBase: NUTMainHeader.TimeBase
  /// How many low bits of a time are written.
  let timeBits: UInt64
  let format: PixelFormat
  let size: ImageSize

  /// Reads it.
  ///
  /// - Throws: ``VideoError`` for damage, and for what are no pixels that are read.
  init(_ packet: inout NUTPacket, _ main: NUTMainHeader, of name: String) throws(VideoError) {
    number = try packet.number(in: 0...main.streamCount - 1, "the number of a stream")
    let kind = try packet.number()
    let code = try packet.bytes()
    timeBase =
      main.timeBases[
        try packet.number(in: 0...main.timeBases.count - 1, "the number of a time base")]
    timeBits = UInt64(try packet.number(in: 0...15, "the bits of times"))
    _ = try packet.number()  // the greatest step in time
    _ = try packet.number()  // delay of decoding
    _ = try packet.number()  // flags
    _ = try packet.bytes()
    guard kind == 0, let format = NUT.fourCharacterCodes.first(where: { $0.0 == code })?.1 else {
      throw VideoError(
        .unsupported, name,
        "is a NUT stream of another kind; raw video of gray, gray16le or rgb24 is wanted")
    }
    self.format = format
    let width = try packet.number(in: 1...1 << 26, "the width")
    let height = try packet.number(in: 1...(1 << 26) / width, "the height")
    size = ImageSize(width: width, height: height)
  }
}
