// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Elements of DICOM as they are written, explicit and least byte first (PS 3.5, 7.1), in the order
/// in which they are added.
struct DICOMElements {
  private(set) var bytes: [UInt8] = []

  /// A text; of odd length with a blank behind it, an identifier with a zero.
  mutating func add(_ tag: UInt32, _ kind: String, _ text: String) {
    add(tag, kind, text: Array(text.utf8))
  }

  /// The same of a text's bytes.
  mutating func add(_ tag: UInt32, _ kind: String, text: [UInt8]) {
    var value = text
    if value.count % 2 == 1 { value.append(kind == "UI" ? 0 : UInt8(ascii: " ")) }
    add(tag, kind, value)
  }

  /// A number of two bytes.
  mutating func add(_ tag: UInt32, _ number: Int) {
    add(tag, "US", withUnsafeBytes(of: UInt16(number).littleEndian, Array.init))
  }

  /// Numbers as text, each of 16 letters at most.
  mutating func add(_ tag: UInt32, numbers: [Double]) {
    add(tag, "DS", numbers.map(Self.text).joined(separator: "\\"))
  }

  /// Items of a sequence.
  mutating func add(_ tag: UInt32, items: [DICOMElements]) {
    var value = DICOMElements()
    for item in items {
      value.put(0xfffe_e000)
      value.put32(item.bytes.count)
      value.bytes += item.bytes
    }
    add(tag, "SQ", value.bytes)
  }

  /// A value of an even number of bytes.
  mutating func add(_ tag: UInt32, _ kind: String, _ value: [UInt8]) {
    precondition(value.count % 2 == 0, "DICOMElements: a value of \(value.count) bytes")
    put(tag)
    bytes += kind.utf8
    if ["OB", "SQ"].contains(kind) {
      bytes += [0, 0]
      put32(value.count)
    } else {
      bytes += withUnsafeBytes(of: UInt16(value.count).littleEndian, Array.init)
    }
    bytes += value
  }

  private mutating func put(_ tag: UInt32) {
    for half in [UInt16(tag >> 16), UInt16(tag & 0xffff)] {
      bytes += withUnsafeBytes(of: half.littleEndian, Array.init)
    }
  }

  private mutating func put32(_ number: Int) {
    bytes += withUnsafeBytes(of: UInt32(number).littleEndian, Array.init)
  }

  /// The number with as many places as 16 letters hold.
  private static func text(_ number: Double) -> String {
    for places in stride(from: 10, through: 1, by: -1) {
      let text = String(format: "%.\(places)g", number + 0)
      if text.utf8.count <= 16 { return text }
    }
    return "0"
  }
}

/// A new unique identifier: a random one as a decimal number (PS 3.5, B.2).
func newDICOMIdentifier() -> String {
  let number = withUnsafeBytes(of: UUID().uuid) { $0.reduce(UInt128(0)) { $0 << 8 | UInt128($1) } }
  return "2.25.\(number)"
}
