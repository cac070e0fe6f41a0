// SPDX-License-Identifier: Apache-2.0

import TestBasics
import Testing

@testable import DICOMReader
@testable import Volumes

@Suite(
  "DICOM: damaged files", .tags(.unit), .enabled(if: DICOMFolder.isAvailable, "built without GDCM"))
struct DICOMDamageTests {
  @Test("a file that is cut off anywhere is refused")
  func cutOff() throws {
    let whole = Self.file()
    #expect(try DICOMFile(whole).pixels() == [1, 2, 3, 4])
    for count in 0..<whole.count {
      let error = #expect(throws: VolumesError.self, "\(count) bytes") {
        try DICOMFile(Array(whole.prefix(count))).pixels()
      }
      #expect(error?.message.isEmpty == false)
    }
  }

  @Test("a length beyond the end is refused before room is made for it")
  func lyingLength() {
    let element = Self.element(0x0010_0020, "LO", Array("7 ".utf8))
    for length: UInt16 in [3, 0x7fff, 0xffff] {
      var lying = element
      lying.replaceSubrange(6..<8, with: Self.bytes(length))
      expect(
        Self.head + lying, .damaged, "element (0010,0020) says \(length) bytes where 2 are left")
    }
    let long = Self.bytes(UInt16(0x7fe0)) + Self.bytes(UInt16(0x0010)) + Array("OW\0\0".utf8)
    expect(
      Self.head + long + Self.bytes(UInt32(0xffff_fff0)), .damaged,
      "element (7fe0,0010) says 4294967280 bytes where 0 are left")
  }

  @Test("sequences within sequences are followed to a depth, and no farther")
  func nesting() throws {
    func nested(_ depth: Int) -> [UInt8] {
      let sequence =
        Self.bytes(UInt16(0x0040)) + Self.bytes(UInt16(0xa730)) + Array("SQ\0\0".utf8)
        + Self.bytes(UInt32.max) + Self.bytes(UInt16(0xfffe)) + Self.bytes(UInt16(0xe000))
        + Self.bytes(UInt32.max)
      let end =
        Self.bytes(UInt16(0xfffe)) + Self.bytes(UInt16(0xe00d)) + Self.bytes(UInt32(0))
        + Self.bytes(UInt16(0xfffe)) + Self.bytes(UInt16(0xe0dd)) + Self.bytes(UInt32(0))
      return Self.head + (0..<depth).flatMap { _ in sequence } + (0..<depth).flatMap { _ in end }
    }
    _ = try DICOMFile(nested(32))
    expect(nested(33), .damaged, "more than 32 sequences within each other")
    expect(nested(10_000), .damaged, "more than 32 sequences within each other")
  }

  @Test("what is no DICOM, or packed as a whole, is named")
  func kinds() {
    expect([UInt8](repeating: 0, count: 200), .notVolume, "not a DICOM file: \"DICM\" at byte 128")
    expect([], .notVolume, "not a DICOM file")
    expect(
      Self.head(syntax: "1.2.840.10008.1.2.1.99") + Self.element(0x0010_0020, "LO", [55, 32]),
      .unsupported, "deflated")
  }

  private func expect(_ bytes: [UInt8], _ code: VolumesError.Code, _ words: String) {
    let error = #expect(throws: VolumesError.self) { try DICOMFile(bytes) }
    #expect(
      error?.code == code && error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian, Array.init)
  }

  private static func element(_ tag: UInt32, _ kind: String, _ value: [UInt8]) -> [UInt8] {
    let start = bytes(UInt16(tag >> 16)) + bytes(UInt16(tag & 0xffff)) + Array(kind.utf8)
    let length = kind == "OW" ? [0, 0] + bytes(UInt32(value.count)) : bytes(UInt16(value.count))
    return start + length + value
  }

  private static let head = head(syntax: "1.2.840.10008.1.2.1")

  private static func head(syntax: String) -> [UInt8] {
    let text = Array(syntax.utf8)
    let meta = element(0x0002_0010, "UI", text.count % 2 == 0 ? text : text + [0])
    return [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
      + element(0x0002_0000, "UL", bytes(UInt32(meta.count))) + meta
  }

  /// An image of four pixels.
  private static func file() -> [UInt8] {
    let number = { (tag: UInt32, value: UInt16) in element(tag, "US", bytes(value)) }
    return head + element(0x0008_0016, "UI", Array("1.2.840.10008.5.1.4.1.1.7\0".utf8))
      + number(0x0028_0002, 1) + element(0x0028_0004, "CS", Array("MONOCHROME2 ".utf8))
      + number(0x0028_0010, 2) + number(0x0028_0011, 2) + number(0x0028_0100, 8)
      + number(0x0028_0101, 8) + number(0x0028_0102, 7) + number(0x0028_0103, 0)
      + element(0x7fe0_0010, "OW", [1, 2, 3, 4])
  }
}
