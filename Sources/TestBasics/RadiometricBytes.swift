// SPDX-License-Identifier: Apache-2.0

/// The bytes of radiometric files of cameras that do not exist, for tests.
package enum RadiometricBytes {
  /// What a FLIR file is made of; lengths and numbers may lie.
  package struct FLIR {
    /// Whether the directory has the most significant byte first, as cameras write it.
    package var isBigEndian = true
    /// Whether the records have.
    package var hasBigEndianRecords = false
    /// Width and height of the thermal image.
    package var size = (width: 8, height: 6)
    /// What stands behind the head of its record: 16-bit values or a PNG file; nil: no record.
    package var thermal: [UInt8]?
    /// A picture's file; nil: no photo.
    package var photo: [UInt8]?
    /// The numbers of the camera's record by their places; empty: no record.
    package var camera: [Int: Float] = standardCamera
    /// The constant O of the camera's record.
    package var planckO: Int32 = -7142
    /// Ratio and offsets of the photo's geometry; nil: no record.
    package var placement: (ratio: Float, x: Int16, y: Int16)?
    /// What is added to the length that the directory says of the thermal image's record.
    package var extraLength: UInt32 = 0

    /// A file whose thermal image has these values.
    package init(_ width: Int, _ height: Int, values: [UInt16], isBigEndian: Bool = false) {
      size = (width, height)
      hasBigEndianRecords = isBigEndian
      thermal = values.flatMap { number($0, isBigEndian) }
    }

    /// Those of an FFF file.
    package var bytes: [UInt8] {
      var records: [(kind: UInt16, content: [UInt8])] = []
      if let thermal { records.append((1, head(2, size.width, size.height) + thermal)) }
      if let photo { records.append((0x0E, head(3, 0, 0) + photo)) }
      if !camera.isEmpty { records.append((0x20, cameraRecord)) }
      if let placement {
        let offsets = [placement.x, placement.y].flatMap { number(UInt16(bitPattern: $0), false) }
        records.append((0x2A, number(placement.ratio.bitPattern, false) + offsets))
      }
      var directory: [UInt8] = []
      var contents: [UInt8] = []
      let start = 0x40 + 0x20 * (records.count + 1)
      for (kind, content) in records {
        let length = UInt32(content.count) + (kind == 1 ? extraLength : 0)
        directory += number(kind, isBigEndian) + number(UInt16(1), isBigEndian)
        directory += [100, 1, UInt32(start + contents.count), length, 0, 0, 0]
          .flatMap { number($0 as UInt32, isBigEndian) }
        contents += content
      }
      let version = [100, 0x40, UInt32(records.count + 1)].flatMap { number($0, isBigEndian) }
      let header = Array("FFF".utf8) + zeros(17) + version + zeros(32)
      return header + directory + zeros(0x20) + contents
    }

    /// Those of a JPEG file, `picture`, with the FFF file in pieces of `pieceCount` bytes, which
    /// are written in an order of their numbers; nil: in that of the file.
    package func jpeg(
      around picture: [UInt8], pieceCount: Int = 60_000, order: [Int]? = nil
    ) -> [UInt8] {
      let file = bytes
      let starts = Array(stride(from: 0, to: file.count, by: pieceCount))
      let segments = (order ?? Array(starts.indices)).flatMap { index in
        segment(
          0xE1,
          Array("FLIR".utf8) + [0, 1, UInt8(index), UInt8(starts.count - 1)]
            + file.dropFirst(starts[index]).prefix(pieceCount))
      }
      return picture.prefix(2) + segments + picture.dropFirst(2)
    }

    private func head(_ mark: UInt16, _ width: Int, _ height: Int) -> [UInt8] {
      [mark, UInt16(width), UInt16(height)].flatMap { number($0, hasBigEndianRecords) } + zeros(26)
    }

    private var cameraRecord: [UInt8] {
      var record = number(UInt16(2), hasBigEndianRecords) + zeros(0x3FE)
      func put(_ bytes: [UInt8], at place: Int) {
        record.replaceSubrange(place..<place + bytes.count, with: bytes)
      }
      for (place, value) in camera { put(number(value.bitPattern, hasBigEndianRecords), at: place) }
      put(Array("FLIR T0\u{1B}".utf8), at: 0xD4)
      put(number(UInt32(bitPattern: planckO), hasBigEndianRecords), at: 0x308)
      return record
    }
  }

  /// A camera's numbers by their places: emissivity, distance, what is reflected, air, window,
  /// humidity, the constants R1, B, F and R2, and those of the air.
  package static let standardCamera: [Int: Float] = [
    0x20: 0.9, 0x24: 5, 0x28: 295.15, 0x2C: 288.15, 0x30: 291.15, 0x34: 0.97, 0x3C: 0.6,
    0x58: 16951.8, 0x5C: 1435.1, 0x60: 1, 0x30C: 0.0142949,
    0x70: 0.006569, 0x74: 0.01262, 0x78: -0.002276, 0x7C: -0.00667, 0x80: 1.9,
  ]

  /// Those of a JPEG file with values in APP3 segments, as DJI's cameras write them.
  package static func dji(_ values: [UInt16], around picture: [UInt8]) -> [UInt8] {
    let content = values.flatMap { number($0, false) }
    let segments = stride(from: 0, to: content.count, by: 65_532).flatMap {
      segment(0xE3, Array(content.dropFirst($0).prefix(65_532)))
    }
    return picture.prefix(2) + segments + picture.dropFirst(2)
  }

  /// A segment of a JPEG file.
  package static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
    [0xFF, marker] + number(UInt16(content.count + 2), true) + content
  }
}

private func number<N: FixedWidthInteger>(_ value: N, _ isBigEndian: Bool) -> [UInt8] {
  let stored = isBigEndian ? value.bigEndian : value.littleEndian
  return withUnsafeBytes(of: stored) { [UInt8]($0) }
}

private func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
  RadiometricBytes.segment(marker, content)
}

private func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
