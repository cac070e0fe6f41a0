// SPDX-License-Identifier: Apache-2.0

/// The bytes of a packet that are read as numbers.
struct NUTPacket {
  private var rest: ArraySlice<UInt8>
  private let name: String

  /// Reads `bytes`, of the stream called `name`.
  init(_ bytes: [UInt8], of name: String) { (rest, self.name) = (bytes[...], name) }

  /// A number in groups of seven bits, the highest first.
  ///
  /// - Throws: ``VideoError`` at the end, and for more than 63 bits.
  mutating func number() throws(VideoError) -> UInt64 {
    var value: UInt64 = 0
    while let byte = rest.popFirst(), value < 1 << 56 {
      value = value << 7 | UInt64(byte & 0x7F)
      if byte & 0x80 == 0 { return value }
    }
    throw VideoError(.malformed, name, "is a damaged NUT stream: a header ends within a number")
  }

  /// A number that the header may have, as an Int.
  mutating func number(in range: ClosedRange<Int>, _ what: String) throws(VideoError) -> Int {
    let value = try number()
    guard let value = Int(exactly: value), range.contains(value) else {
      throw VideoError(
        .malformed, name,
        "is a damaged NUT stream: \(what) is \(value), \(range.lowerBound) to \(range.upperBound) "
          + "is wanted")
    }
    return value
  }

  /// A number with a sign, which the lowest bit tells.
  mutating func signed() throws(VideoError) -> Int64 {
    let value = try number() + 1
    let half = Int64(value >> 1)
    return value & 1 == 1 ? -half : half
  }

  /// Bytes with their count before them.
  mutating func bytes() throws(VideoError) -> [UInt8] {
    let count = try number(in: 0...rest.count, "the length of a field")
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }
}
