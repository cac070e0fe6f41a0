// SPDX-License-Identifier: Apache-2.0

/// Deflate TIFF files of zeros put together by hand: a megabyte of file is some 150 of samples.
enum TIFFBytes {
  /// A page of one strip. `tags` go over those that are written by themselves.
  static func zeros(
    width: UInt32, height: UInt32, channels: Int, bits: Int = 16, extraIsAlpha: Bool = false,
    tags: [UInt16: UInt32] = [:]
  ) -> [UInt8] {
    let strip = deflatedZeros(count: Int(width) * Int(height) * channels * bits / 8)
    return page(
      width: width, height: height, channels: channels, bits: bits, extraIsAlpha: extraIsAlpha,
      strip: strip, tags: tags)
  }

  /// A page that claims to be of that size and holds next to nothing.
  static func claim(width: UInt32, height: UInt32, channels: Int, bits: Int = 16) -> [UInt8] {
    page(
      width: width, height: height, channels: channels, bits: bits, extraIsAlpha: false,
      strip: deflatedZeros(count: 1), tags: [:])
  }

  private static func page(
    width: UInt32, height: UInt32, channels: Int, bits: Int, extraIsAlpha: Bool, strip: [UInt8],
    tags: [UInt16: UInt32]
  ) -> [UInt8] {
    var values: [UInt16: UInt32] = [
      256: width, 257: height, 259: 8, 262: channels >= 3 ? 2 : 1, 273: 8, 274: 1,
      277: UInt32(channels), 278: height, 279: UInt32(strip.count), 258: UInt32(bits), 284: 1,
    ]
    if extraIsAlpha { values[338] = 2 }
    values.merge(tags) { $1 }
    var bytes: [UInt8] = [0x49, 0x49, 42, 0] + little(UInt32(8 + strip.count)) + strip
    bytes += little(UInt16(values.count))
    for (tag, value) in values.sorted(by: { $0.key < $1.key }) {
      bytes += little(tag) + little(UInt16(4)) + little(UInt32(1)) + little(value)
    }
    return bytes + little(UInt32(0))
  }

  private static func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  /// A zlib stream of zeros in fixed Huffman codes: a literal, then matches of 258 bytes one byte
  /// back.
  private static func deflatedZeros(count: Int) -> [UInt8] {
    var stream = BitStream()
    stream.add(0b011, count: 3)  // the last block, fixed codes
    let matches = (count - 1) / 258
    for _ in 0..<count - 258 * matches { stream.addCode(0x30, count: 8) }  // literal 0
    for _ in 0..<matches {
      stream.addCode(0b1100_0101, count: 8)  // length 258
      stream.addCode(0, count: 5)  // distance 1
    }
    stream.addCode(0, count: 7)  // the end
    let adler = UInt32(count % 65521) << 16 | 1
    return [0x78, 0x9C] + stream.bytes + little(adler.byteSwapped)
  }
}

/// Bits in Deflate's order.
private struct BitStream {
  private(set) var bytes: [UInt8] = []
  private var used = 8

  /// Adds a number, its lowest bit first.
  mutating func add(_ value: UInt32, count: Int) {
    for bit in 0..<count { add(value >> bit & 1) }
  }

  /// Adds a Huffman code, its highest bit first.
  mutating func addCode(_ value: UInt32, count: Int) {
    for bit in (0..<count).reversed() { add(value >> bit & 1) }
  }

  private mutating func add(_ bit: UInt32) {
    if used == 8 {
      bytes.append(0)
      used = 0
    }
    bytes[bytes.count - 1] |= UInt8(bit) << used
    used += 1
  }
}
