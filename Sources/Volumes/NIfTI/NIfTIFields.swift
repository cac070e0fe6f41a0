// SPDX-License-Identifier: Apache-2.0

/// Numbers at places of a header of NIfTI, in its byte order.
struct NIfTIFields {
  /// The header's bytes.
  let bytes: [UInt8]
  /// Whether a number's greatest byte comes first.
  let isBigEndian: Bool

  /// The integer at a place.
  /// - Precondition: It lies in the header.
  func integer<Value: FixedWidthInteger>(_ place: Int, as type: Value.Type) -> Value {
    let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: Value.self) }
    return isBigEndian ? Value(bigEndian: value) : Value(littleEndian: value)
  }

  /// The float of 32 bits at a place.
  func float(_ place: Int) -> Double {
    Double(Float(bitPattern: integer(place, as: UInt32.self)))
  }

  /// The float of 64 bits at a place.
  func double(_ place: Int) -> Double { Double(bitPattern: integer(place, as: UInt64.self)) }
}
