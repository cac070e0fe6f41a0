// SPDX-License-Identifier: Apache-2.0

/// The fields of a message in the wire format of Protocol Buffers, read one after the other.
///
/// Only what lies within the bytes is read; whatever is cut off or of an unknown kind ends in an
/// error, so that damaged and hostile files do no harm.
package struct ProtocolReader {
  /// One field.
  package struct Field {
    /// The number that says which field it is.
    package let number: Int
    /// What it holds.
    package let value: Value
  }

  /// What a field holds.
  package enum Value {
    /// An integer of any kind.
    case integer(UInt64)
    /// A text, bytes, a message, or packed numbers.
    case bytes(ArraySlice<UInt8>)
    /// Four or eight bytes.
    case fixed(ArraySlice<UInt8>)
  }

  /// Bytes that are no message.
  package struct Malformed: Error {
    /// Where in the file.
    package let offset: Int
  }

  private var rest: ArraySlice<UInt8>

  /// The message that `bytes` are.
  package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The next field; nil at the end.
  package mutating func next() throws(Malformed) -> Field? {
    guard !rest.isEmpty else { return nil }
    let key = try varint()
    let number = Int(truncatingIfNeeded: key >> 3)
    switch key & 7 {
    case 0: return Field(number: number, value: .integer(try varint()))
    case 1: return Field(number: number, value: .fixed(try take(8)))
    case 2: return Field(number: number, value: .bytes(try take(try varint())))
    case 5: return Field(number: number, value: .fixed(try take(4)))
    default: throw Malformed(offset: rest.startIndex)
    }
  }

  /// The fields of these numbers, in order; without numbers all fields.
  package static func fields(
    of bytes: ArraySlice<UInt8>, numbered numbers: Set<Int>? = nil
  ) throws(Malformed) -> [Field] {
    var (message, fields) = (ProtocolReader(bytes), [Field]())
    while let field = try message.next() {
      if numbers?.contains(field.number) ?? true { fields.append(field) }
    }
    return fields
  }

  /// Numbers that follow one another without keys.
  package static func packedIntegers(_ bytes: ArraySlice<UInt8>) throws(Malformed) -> [UInt64] {
    var (message, values) = (ProtocolReader(bytes), [UInt64]())
    while !message.rest.isEmpty { values.append(try message.varint()) }
    return values
  }

  /// Seven bits a byte, the lowest first.
  private mutating func varint() throws(Malformed) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      guard let byte = rest.popFirst() else { break }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw Malformed(offset: rest.startIndex)
  }

  private mutating func take(_ count: UInt64) throws(Malformed) -> ArraySlice<UInt8> {
    guard count <= rest.count else { throw Malformed(offset: rest.startIndex) }
    defer { rest = rest.dropFirst(Int(count)) }
    return rest.prefix(Int(count))
  }
}

extension ProtocolReader.Field {
  /// The bytes, where it holds some.
  package var bytes: ArraySlice<UInt8>? {
    if case .bytes(let bytes) = value { bytes } else { nil }
  }

  /// The text, where it holds bytes.
  package var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

  /// The integers, one or packed.
  package func integers() throws(ProtocolReader.Malformed) -> [UInt64] {
    switch value {
    case .integer(let value): [value]
    case .bytes(let bytes): try ProtocolReader.packedIntegers(bytes)
    case .fixed: []
    }
  }
}
