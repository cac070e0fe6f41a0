// SPDX-License-Identifier: Apache-2.0

/// A part of a JPEG file in front of its pixels.
struct JPEGSegment {
  /// What it is: 0xE1 is APP1.
  let marker: UInt8
  /// What stands behind its length.
  let body: ArraySlice<UInt8>
  /// Whether the file ends before the segment does.
  let isCutOff: Bool

  /// The segments of a file, or of its first bytes, up to the first scan; none where it is no JPEG.
  /// Stray bytes between them are passed over, as every viewer does.
  static func all(in bytes: ArraySlice<UInt8>) -> [JPEGSegment] {
    guard bytes.starts(with: [0xFF, 0xD8]) else { return [] }
    var segments: [JPEGSegment] = []
    var rest = bytes.dropFirst(2)
    while segments.count < most, let marker = nextMarker(&rest) {
      if marker == startOfScan || marker == endOfImage { break }
      guard !isAlone(marker) else { continue }
      guard let length = Fields(rest, isLittleEndian: false).uint16(0), length >= 2 else { break }
      segments.append(
        JPEGSegment(
          marker: marker, body: rest.prefix(Int(length)).dropFirst(2),
          isCutOff: Int(length) > rest.count))
      rest = rest.dropFirst(Int(length))
    }
    return segments
  }

  /// More than any camera writes: a file of nothing but empty segments is not listed to its end.
  private static let most = 4096
  private static let startOfScan: UInt8 = 0xDA
  private static let endOfImage: UInt8 = 0xD9

  /// Whether a marker has no length behind it.
  private static func isAlone(_ marker: UInt8) -> Bool {
    marker == 0x01 || (0xD0...0xD8).contains(marker)
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
