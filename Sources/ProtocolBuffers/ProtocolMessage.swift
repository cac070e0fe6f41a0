// SPDX-License-Identifier: Apache-2.0

/// A message in the wire format of Protocol Buffers, field by field.
package struct ProtocolMessage {
  /// What was written so far.
  package private(set) var bytes: [UInt8] = []

  package init() {}

  private enum WireType: UInt64 {
    case varint = 0
    case fixed64 = 1
    case bytes = 2
    case fixed32 = 5
  }

  /// An `int32`, `int64` or enum field.
  package mutating func add(_ field: UInt64, integer: Int) {
    addTag(field, .varint)
    addVarint(UInt64(bitPattern: Int64(integer)))
  }

  /// A `double` field.
  package mutating func add(_ field: UInt64, double: Double) {
    addTag(field, .fixed64)
    withUnsafeBytes(of: double.bitPattern.littleEndian) { bytes += $0 }
  }

  /// A `float` field.
  package mutating func add(_ field: UInt64, float: Float) {
    addTag(field, .fixed32)
    withUnsafeBytes(of: float.bitPattern.littleEndian) { bytes += $0 }
  }

  /// A `bytes` field.
  package mutating func add(_ field: UInt64, bytes content: [UInt8]) {
    addTag(field, .bytes)
    addVarint(UInt64(content.count))
    bytes += content
  }

  /// A `string` field.
  package mutating func add(_ field: UInt64, text: String) { add(field, bytes: Array(text.utf8)) }

  /// A field that is a message itself.
  package mutating func add(_ field: UInt64, _ fill: (inout ProtocolMessage) -> Void) {
    var message = ProtocolMessage()
    fill(&message)
    add(field, bytes: message.bytes)
  }

  private mutating func addTag(_ field: UInt64, _ type: WireType) {
    addVarint(field << 3 | type.rawValue)
  }

  private mutating func addVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
