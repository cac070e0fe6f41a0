// SPDX-License-Identifier: Apache-2.0

/// A message of Protocol Buffers, read back: numbers and bytes by their fields.
package struct ProtocolFields {
  private var numbers: [Int: [Int]] = [:]
  private var contents: [Int: [ArraySlice<UInt8>]] = [:]

  /// Reads a message of varints, 32-bit numbers and bytes; nil where it is none.
  package init?(_ bytes: some Collection<UInt8>) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      guard let tag = Self.varint(&rest) else { return nil }
      switch tag & 7 {
      case 0:
        guard let number = Self.varint(&rest) else { return nil }
        numbers[tag >> 3, default: []].append(number)
      case 2:
        guard let count = Self.varint(&rest), count <= rest.count else { return nil }
        contents[tag >> 3, default: []].append(rest.prefix(count))
        rest = rest.dropFirst(count)
      case 5:
        guard rest.count >= 4 else { return nil }
        rest = rest.dropFirst(4)
      default: return nil
      }
    }
  }

  /// The numbers of a field.
  package func numbers(_ field: Int) -> [Int] { numbers[field] ?? [] }

  /// The bytes of a field.
  package func bytes(_ field: Int) -> [ArraySlice<UInt8>] { contents[field] ?? [] }

  /// The texts of a field.
  package func texts(_ field: Int) -> [String] {
    bytes(field).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The messages of a field; those that cannot be read are left out.
  package func messages(_ field: Int) -> [Self] { bytes(field).compactMap { Self($0) } }

  private static func varint(_ bytes: inout ArraySlice<UInt8>) -> Int? {
    var (value, shift) = (UInt64(0), UInt64(0))
    while let byte = bytes.popFirst(), shift < 64 {
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(truncatingIfNeeded: value) }
      shift += 7
    }
    return nil
  }
}
