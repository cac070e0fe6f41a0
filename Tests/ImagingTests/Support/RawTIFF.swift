// SPDX-License-Identifier: Apache-2.0

/// TIFF files without compression, little-endian, of any samples and tags.
struct RawTIFF {
  var width: UInt32
  var height: UInt32
  var channels: UInt32 = 1
  var bits: UInt32
  /// 1 unsigned, 2 signed, 3 float.
  var format: UInt32 = 1
  /// 0 where 0 is white, 1 where it is black; nil: not said.
  var photometric: UInt32? = 1
  var texts: [UInt16: String] = [:]
  var tags: [UInt16: UInt32] = [:]
  var samples: [UInt8]

  /// A page of whole samples, row by row.
  init<T>(
    _ values: [T], width: UInt32, height: UInt32, bits: UInt32? = nil, format: UInt32 = 1
  ) {
    (self.width, self.height, self.format) = (width, height, format)
    self.bits = bits ?? UInt32(8 * MemoryLayout<T>.size)
    samples = values.withUnsafeBytes { Array($0) }
  }

  /// Samples of a few bits each, packed from the highest bit on, rows at whole bytes.
  static func packed(_ values: [UInt16], width: Int, bits: Int) -> [UInt8] {
    stride(from: 0, to: values.count, by: width).flatMap { start in
      let digits = values[start..<start + width].flatMap { value in
        (0..<bits).reversed().map { UInt8(truncatingIfNeeded: value >> $0 & 1) }
      }
      return stride(from: 0, to: digits.count, by: 8).map { first in
        (first..<first + 8).reduce(UInt8(0)) { $0 << 1 | ($1 < digits.count ? digits[$1] : 0) }
      }
    }
  }

  /// A file of this page.
  var file: [UInt8] { Self.file([self]) }

  /// A file of several pages.
  static func file(_ pages: [RawTIFF]) -> [UInt8] {
    var bytes: [UInt8] = [0x49, 0x49, 42, 0, 0, 0, 0, 0]
    var link = 4  // where the next directory's offset goes
    for page in pages {
      let strip = bytes.count
      bytes += page.samples
      let texts = page.texts.map { tag, text in
        defer { bytes += Array(text.utf8) + [0] }
        return Entry(tag: tag, type: 2, count: UInt32(text.utf8.count + 1), value: bytes.count)
      }
      if bytes.count % 2 == 1 { bytes.append(0) }
      bytes.replaceSubrange(link..<link + 4, with: little(UInt32(bytes.count)))
      let entries = page.entries(strip: strip) + texts.map { $0.short(in: bytes) }
      bytes += little(UInt16(entries.count))
      for entry in entries.sorted(by: { $0.tag < $1.tag }) { bytes += entry.bytes }
      link = bytes.count
      bytes += [0, 0, 0, 0]
    }
    return bytes
  }

  private func entries(strip: Int) -> [Entry] {
    var values: [UInt16: UInt32] = [
      256: width, 257: height, 258: bits, 259: 1, 273: UInt32(strip), 277: channels, 278: height,
      279: UInt32(samples.count), 339: format,
    ]
    values[262] = photometric
    values.merge(tags) { $1 }
    return values.map { Entry(tag: $0, type: 4, count: 1, value: Int($1)) }
  }

  private struct Entry {
    let tag: UInt16
    let type: UInt16
    let count: UInt32
    var value: Int

    var bytes: [UInt8] {
      RawTIFF.little(tag) + RawTIFF.little(type) + RawTIFF.little(count)
        + RawTIFF.little(UInt32(truncatingIfNeeded: value))
    }

    /// A text of up to four bytes stands in the entry itself.
    func short(in file: [UInt8]) -> Entry {
      guard count <= 4 else { return self }
      var entry = self
      entry.value = (0..<Int(count)).reduce(0) { $0 | Int(file[value + $1]) << (8 * $1) }
      return entry
    }
  }

  private static func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
