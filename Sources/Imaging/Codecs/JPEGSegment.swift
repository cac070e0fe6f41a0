// SPDX-License-Identifier: Apache-2.0

/// A part of a JPEG file in front of its pixels.
package struct JPEGSegment {
  /// What it is: 0xE1 is APP1.
  package let marker: UInt8
  /// What stands behind its length.
  package let body: ArraySlice<UInt8>
  /// Whether the file ends before the segment does.
  package let isCutOff: Bool

  /// Whether it has a piece of what a FLIR camera knows of a shot (ExifTool's
  /// `lib/Image/ExifTool.pm`).
  package var isOfFLIR: Bool { marker == 0xE1 && body.starts(with: Array("FLIR".utf8) + [0]) }

  /// Whether it can have values that a DJI camera measured: they have no mark of their own.
  package var isOfDJI: Bool {
    marker == 0xE3 && !Self.othersMarks.contains { body.starts(with: $0) }
  }

  /// Whether it says that a DJI camera made the file: EXIF's maker.
  package var namesDJI: Bool {
    let name = Array("DJI".utf8)
    return marker == 0xE1
      && body.indices.contains { body[$0] == name[0] && body[$0...].starts(with: name) }
  }

  /// Fewer bytes than this of DJI's segments are something else that a program put there.
  package static let fewestBytesOfDJI = 2 * 160 * 120

  /// How others' APP3 segments begin: Kodak's, stereo pictures', comments'.
  private static let othersMarks = ["Meta", "META", "Exif", "Stim", "_JPSJPS_"].map {
    Array($0.utf8)
  }

  /// Whether a file's picture is of a thermal camera's screen, beside what was measured.
  static func haveMeasuredValues(_ bytes: [UInt8]) -> Bool {
    let segments = all(in: bytes[...])
    let byteCount = segments.filter(\.isOfDJI).map(\.body.count).reduce(0, +)
    return segments.contains(where: \.isOfFLIR) || byteCount >= fewestBytesOfDJI
  }

  /// The segments of a file, or of its first bytes, up to the first scan; none where it is no JPEG.
  /// Stray bytes between them are passed over, as every viewer does.
  package static func all(in bytes: ArraySlice<UInt8>) -> [JPEGSegment] {
    guard bytes.starts(with: [0xFF, 0xD8]) else { return [] }
    var segments: [JPEGSegment] = []
    var rest = bytes.dropFirst(2)
    while segments.count < most, let marker = nextMarker(&rest) {
      if marker == startOfScan || marker == endOfImage { break }
      guard !isAlone(marker) else { continue }
      let length = length(rest.prefix(2))
      guard rest.count >= 2, length >= 2 else { break }
      segments.append(
        JPEGSegment(
          marker: marker, body: rest.prefix(length).dropFirst(2), isCutOff: length > rest.count))
      rest = rest.dropFirst(length)
    }
    return segments
  }

  /// Whether the bytes are a JPEG file that ends before its picture does: no end marker stands
  /// behind its segments. (Among coded pixels none can stand.)
  package static func isCutOff(_ bytes: [UInt8]) -> Bool {
    guard let last = all(in: bytes[...]).last else { return bytes.starts(with: [0xFF, 0xD8]) }
    var rest = bytes[last.body.endIndex...]
    while let marker = nextMarker(&rest) { if marker == endOfImage { return false } }
    return true
  }

  /// More than any camera writes: a file of nothing but empty segments is not listed to its end.
  private static let most = 4096
  private static let startOfScan: UInt8 = 0xDA
  private static let endOfImage: UInt8 = 0xD9

  /// Whether a marker has no length behind it.
  private static func isAlone(_ marker: UInt8) -> Bool {
    marker == 0x01 || (0xD0...0xD8).contains(marker)
  }

  /// A number, the most significant byte first.
  private static func length(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  /// Takes the bytes up to the next marker, and it.
  private static func nextMarker(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
    while let start = rest.firstIndex(of: 0xFF) {
      rest = rest[start...].drop { $0 == 0xFF }
      guard let marker = rest.popFirst() else { return nil }
      if marker != 0 { return marker }
    }
    return nil
  }
}
