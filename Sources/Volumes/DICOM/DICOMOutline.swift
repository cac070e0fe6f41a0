// SPDX-License-Identifier: Apache-2.0

/// Walks a DICOM file's elements before GDCM does (PS 3.5, section 7), and refuses what it would
/// take without bounds: lengths beyond the file's end, for which it makes room, and deep nesting,
/// which it follows by recursion.
package struct DICOMOutline {
  /// Sequences within sequences that are followed; files have six at most.
  package static let deepestNesting = 32

  private static let transferSyntax: UInt32 = 0x0002_0010
  private static let pixelData: UInt32 = 0x7fe0_0010

  private enum Encoding {
    case implicit
    case explicitLittle
    case explicitBig
  }

  /// A sequence or an item that is open.
  private struct Level {
    /// Where it ends; nil where a delimiter says so.
    let end: Int?
    let encoding: Encoding
  }

  private let bytes: [UInt8]
  private var at = 132
  private var levels: [Level] = []
  private var encoding = Encoding.explicitLittle
  private var syntax = ""
  private var isInHead = true
  private var hasPixels = false

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// - Throws: ``VolumesError`` with `notVolume`, `unsupported` or `damaged`, without a path.
  package static func check(_ bytes: [UInt8]) throws(VolumesError) {
    guard bytes.count >= 132, bytes[128..<132].elementsEqual("DICM".utf8) else {
      throw VolumesError(.notVolume, "not a DICOM file: \"DICM\" at byte 128 is wanted")
    }
    var outline = Self(bytes)
    try outline.walk()
  }

  private mutating func walk() throws(VolumesError) {
    while at < bytes.count {
      while let end = levels.last?.end, at >= end { levels.removeLast() }
      // Some writers fill up the last block.
      if bytes.count - at < 8, hasPixels { return }
      if isInHead, try tag() >> 16 != 2 { try leaveHead() }
      let tag = try tag()
      switch tag {
      case 0xfffe_e000: try open(length: try length32(at + 4), from: at + 8)
      case 0xfffe_e00d, 0xfffe_e0dd:
        _ = levels.popLast()
        at += 8
      default: try element(tag)
      }
    }
    // GDCM's own check of this ends the process.
    guard !isInHead else { throw VolumesError(.damaged, "it ends with its head") }
    guard levels.allSatisfy({ $0.end.map { $0 <= bytes.count } ?? false }) else {
      throw VolumesError(.damaged, "it ends within a sequence")
    }
  }

  /// What follows the file's head is encoded as that says.
  private mutating func leaveHead() throws(VolumesError) {
    switch syntax {
    case "1.2.840.10008.1.2": encoding = .implicit
    case "1.2.840.10008.1.2.2": encoding = .explicitBig
    case "1.2.840.10008.1.2.1.99":
      throw VolumesError(
        .unsupported, "a deflated transfer syntax; another one is wanted")
    default: encoding = .explicitLittle
    }
    isInHead = false
  }

  private mutating func element(_ tag: UInt32) throws(VolumesError) {
    let (kind, length, value) = try head()
    let isPixels = tag == Self.pixelData
    if isPixels && levels.isEmpty { hasPixels = true }
    if length == .max {
      return isPixels
        ? try skipFragments(from: value)
        : try open(length: length, from: value, encoding: kind == "UN" ? .implicit : nil)
    }
    if kind == "SQ" || (kind == "UN" || kind == nil) && !isPixels && isItem(value) {
      return try open(length: length, from: value)
    }
    let end = try end(of: length, from: value, tag)
    if isInHead, tag == Self.transferSyntax {
      syntax = String(decoding: bytes[value..<end].prefix { $0 > 32 }, as: UTF8.self)
    }
    at = end
  }

  private mutating func open(
    length: UInt32, from value: Int, encoding: Encoding? = nil
  ) throws(VolumesError) {
    guard levels.count < 2 * Self.deepestNesting else {
      throw VolumesError(
        .damaged, "more than \(Self.deepestNesting) sequences within each other")
    }
    let end = length == .max ? nil : try end(of: length, from: value, nil)
    levels.append(Level(end: end, encoding: encoding ?? current))
    at = value
  }

  /// Packed pixels: items of bytes, and a delimiter.
  private mutating func skipFragments(from start: Int) throws(VolumesError) {
    at = start
    while true {
      let tag = try tag()
      let length = try length32(at + 4)
      if tag == 0xfffe_e0dd {
        at += 8
        return
      }
      guard tag == 0xfffe_e000 else {
        throw VolumesError(.damaged, "its packed pixels are not in items")
      }
      at = try end(of: length, from: at + 8, Self.pixelData)
    }
  }

  private var current: Encoding { levels.last?.encoding ?? encoding }

  private func end(of length: UInt32, from value: Int, _ tag: UInt32?) throws(VolumesError) -> Int {
    let left = max(0, (levels.last { $0.end != nil }?.end ?? bytes.count) - value)
    guard Int(length) <= left else {
      let name = tag.map(Self.name) ?? "a sequence"
      throw VolumesError(.damaged, "\(name) says \(length) bytes where \(left) are left")
    }
    return value + Int(length)
  }

  /// The letters of the value representation (nil: implicit), the length, and where the value is.
  private func head() throws(VolumesError) -> (kind: String?, length: UInt32, value: Int) {
    let letters = bytes[min(at + 4, bytes.count)..<min(at + 6, bytes.count)]
    guard current != .implicit, letters.allSatisfy({ (65...90).contains($0) }) else {
      return (nil, try length32(at + 4), at + 8)
    }
    let kind = String(decoding: letters, as: UTF8.self)
    if Self.longKinds.contains(kind) { return (kind, try length32(at + 8), at + 12) }
    return (kind, UInt32(try length16(at + 6)), at + 8)
  }

  private static let longKinds: Set = [
    "OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV",
  ]

  private func isItem(_ place: Int) -> Bool {
    let wanted: [UInt8] = current == .explicitBig ? [255, 254, 224, 0] : [254, 255, 0, 224]
    return place + 4 <= bytes.count && bytes[place..<place + 4].elementsEqual(wanted)
  }

  private func tag() throws(VolumesError) -> UInt32 {
    UInt32(try length16(at)) << 16 | UInt32(try length16(at + 2))
  }

  private func length16(_ place: Int) throws(VolumesError) -> UInt16 {
    guard place + 2 <= bytes.count else { throw Self.cutOff }
    let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
    return current == .explicitBig ? first << 8 | second : second << 8 | first
  }

  private func length32(_ place: Int) throws(VolumesError) -> UInt32 {
    let (first, second) = (UInt32(try length16(place)), UInt32(try length16(place + 2)))
    return current == .explicitBig ? first << 16 | second : second << 16 | first
  }

  private static let cutOff = VolumesError(.damaged, "it ends within an element")

  private static func name(_ tag: UInt32) -> String {
    let digits = String(tag, radix: 16)
    let padded = String(repeating: "0", count: 8 - digits.count) + digits
    return "element (\(padded.prefix(4)),\(padded.suffix(4)))"
  }
}
