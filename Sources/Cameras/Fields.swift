// SPDX-License-Identifier: Apache-2.0

/// Numbers at places of a record; nil for those that lie beyond its end.
struct Fields {
  /// The record.
  let bytes: ArraySlice<UInt8>
  /// Whether a number's least byte comes first.
  let isLittleEndian: Bool

  init(_ bytes: ArraySlice<UInt8>, isLittleEndian: Bool) {
    (self.bytes, self.isLittleEndian) = (bytes, isLittleEndian)
  }

  /// The 16 bits at a place.
  func uint16(_ place: Int) -> UInt16? { number(place, count: 2).map(UInt16.init) }

  /// The same with a sign.
  func int16(_ place: Int) -> Int16? { uint16(place).map(Int16.init(bitPattern:)) }

  /// The 32 bits at a place.
  func uint32(_ place: Int) -> UInt32? { number(place, count: 4) }

  /// The same with a sign.
  func int32(_ place: Int) -> Int32? { uint32(place).map(Int32.init(bitPattern:)) }

  /// The float at a place, whether finite or not.
  func storedFloat(_ place: Int) -> Float? { uint32(place).map(Float.init(bitPattern:)) }

  /// The float at a place, in double precision; nil for one that is not finite, too.
  func float(_ place: Int) -> Double? {
    storedFloat(place).flatMap { $0.isFinite ? Double($0) : nil }
  }

  /// The printable characters at a place, up to the first other one.
  func text(_ place: Int, count: Int) -> String? {
    guard place <= bytes.count else { return nil }
    let found = bytes.dropFirst(place).prefix(count).prefix { (0x20...0x7E).contains($0) }
    let text = String(decoding: found, as: UTF8.self)
    return text.isEmpty ? nil : text
  }

  private func number(_ place: Int, count: Int) -> UInt32? {
    guard place >= 0, place <= bytes.count - count else { return nil }
    let found = bytes[(bytes.startIndex + place)...].prefix(count)
    return (isLittleEndian ? Array(found.reversed()) : Array(found))
      .reduce(0) { $0 << 8 | UInt32($1) }
  }
}
