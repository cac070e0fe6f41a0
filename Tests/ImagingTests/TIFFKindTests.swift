// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

/// TIFF files as thermal cameras, scanners and GDAL write them.
@Suite(.tags(.unit)) struct TIFFKindTests {
  private func read(_ file: RawTIFF, page: Int? = nil) throws(ImagingError) -> Image {
    try Image(encoded: file.file, path: "kind.tif", policy: ImageDecodingPolicy(page: page))
  }

  private func page<T>(_ values: [T], bits: UInt32? = nil, format: UInt32 = 1) -> RawTIFF {
    RawTIFF(values, width: UInt32(values.count / 2), height: 2, bits: bits, format: format)
  }

  @Test func signedAndLongIntegersComeAsFloats() throws {
    let numbers: [Float] = [-100, 0, 7, 100, -1, 50]
    let signed = [
      page(numbers.map { Int8($0) }, format: 2), page(numbers.map { Int16($0) }, format: 2),
      page(numbers.map { Int32($0) }, format: 2), page(numbers.map { Int64($0) }, format: 2),
    ]
    for file in signed { #expect(try read(file).samples == .float(numbers), "\(file.bits)") }
    let unsigned: [Float] = [0, 1, 27815, 70000, 3, 16_000_000]
    for file in [page(unsigned.map { UInt32($0) }), page(unsigned.map { UInt64($0) })] {
      #expect(try read(file).samples == .float(unsigned), "\(file.bits)")
    }
  }

  @Test func floatsOfAllLengthsComeAsFloats() throws {
    let numbers: [Float] = [-20.5, 0, 0.25, 1, 34.75, 1024]
    #expect(try read(page(numbers.map { Double($0) }, format: 3)).samples == .float(numbers))
    #expect(try read(page(numbers, format: 3)).samples == .float(numbers))
    // IEEE 754 binary16 by hand; the last two the least there is and infinity.
    let halves: [UInt16] = [0xCD20, 0, 0x3400, 0x3C00, 0x0001, 0x7C00]
    #expect(
      try read(page(halves, format: 3)).samples
        == .float([-20.5, 0, 0.25, 1, 0x1p-24, .infinity]))
    let huge: [Double] = [1e300, -1e300, 1, .infinity, -.infinity, 0]
    guard case .float(let values) = try read(page(huge, format: 3)).samples else { return }
    #expect(values[0].isFinite && values[1].isFinite && values[3] == .infinity)
  }

  /// What another program wrote.
  @Test(arguments: ["int16.tif", "float64.tif"]) func othersFilesAreRead(_ name: String) throws {
    let image = try Image(contentsOf: Fixture.path(name))
    #expect(image.size == ImageSize(width: 20, height: 18) && image.samples.depth == .float)
    #expect(image.luminanceLevels > 30)
  }

  @Test(arguments: [10, 12, 14]) func packedBitsComeInSixteen(_ bits: Int) throws {
    let white = UInt16(1 << bits) - 1
    let values: [UInt16] = [0, 1, white, white / 3, 2, white - 1, 700, 5, 6, 7]
    var file = page(values, bits: UInt32(bits))
    file.samples = RawTIFF.packed(values, width: 5, bits: bits)
    #expect(try read(file).samples == .uint16(values))
    file.photometric = 0
    let inverted = try read(file)
    #expect(inverted.samples == .uint16(values.map { white - $0 }))
    #expect(inverted.range(ofLow: 0, 500).low == 0)
  }

  @Test func colorsOfPackedBitsKeepTheirOrder() throws {
    let values: [UInt16] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    var file = RawTIFF(values, width: 2, height: 2, bits: 12)
    (file.channels, file.photometric) = (3, 2)
    file.samples = RawTIFF.packed(values, width: 6, bits: 12)
    let image = try read(file)
    #expect(image.colorModel == .rgb && image.samples == .uint16(values))
  }

  /// Alpha has a white of its own, colors have the file's.
  @Test(arguments: [1, 2] as [UInt32]) func alphaOfPackedBitsIsOpaqueAtItsMost(_ kind: UInt32)
    throws
  {
    let values: [UInt16] = [100, 4095, 50, 2048, 7, 0, 4000, 4095]
    var file = RawTIFF(values, width: 2, height: 2, bits: 12)
    (file.channels, file.tags[338]) = (2, kind)
    file.samples = RawTIFF.packed(values, width: 4, bits: 12)
    let image = try read(file)
    let alpha = try #require(image.alpha).values
    for (found, wanted) in zip(alpha, [1, 2048.0 / 4095, 0, 1] as [Float]) {
      #expect(abs(found - wanted) < 2e-5)
    }
    // Associated alpha (1) was multiplied into the color.
    #expect(image.samples == .uint16(kind == 1 ? [100, 100, 7, 4000] : [100, 50, 7, 4000]))
  }

  /// GDAL's usual one, which is no number of 32 bits.
  @Test func noDataOfDoublesIsFound() throws {
    let none = -1.797_693_134_862_315_7e308
    var file = page([none, 20, 30, none], format: 3)
    file.texts[42113] = "\(none)"
    #expect(try read(file).alpha?.values == [0, 1, 1, 0])
  }

  /// A directory of so many entries would be walked for long, over and over.
  @Test func whatIsNoDirectoryIsNoPage() throws {
    func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
      withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
    let shorts = 20 * 70_000
    for (count, pages) in [(65_535, 3), (65_536, 2)] {
      let entries: [(UInt16, UInt64)] = [
        (256, 2), (257, 1), (258, 8), (259, 1), (262, 1), (273, 16), (277, 1), (278, 1), (279, 2),
      ]
      var bytes: [UInt8] = [0x49, 0x49, 43, 0, 8, 0, 0, 0] + little(UInt64(24)) + [1, 2]
      bytes += [UInt8](repeating: 0, count: 6) + little(UInt64(entries.count))
      for (tag, value) in entries {
        bytes += little(tag) + little(UInt16(16)) + little(UInt64(1)) + little(value)
      }
      bytes += little(UInt64(bytes.count + 8)) + little(UInt64(count))
      // It links to a third one.
      let link = bytes.count + 20 * count
      bytes += [UInt8](repeating: 0, count: shorts)
      bytes.replaceSubrange(link..<link + 8, with: little(UInt64(link + 8)))
      let image = try Image(encoded: bytes, path: "chain.tif")
      #expect(image.samples == .uint8([1, 2]))
      #expect(image.notes.warnings == ["has \(pages) pages, of which the first is read"])
    }
  }

  @Test func aMissingInterpretationIsMinIsBlack() throws {
    var file = page([1, 2, 3, 40000] as [UInt16])
    file.photometric = nil
    #expect(try read(file).samples == .uint16([1, 2, 3, 40000]))
    var color = RawTIFF([1, 2, 3, 4, 5, 6] as [UInt8], width: 1, height: 2)
    (color.photometric, color.channels) = (nil, 3)
    #expect(try read(color).colorModel == .rgb)
  }

  /// Ranges are in the file's numbers, and what is small is bright.
  @Test func rangesOfMinIsWhiteAreInFileUnits() throws {
    let counts = (0..<400).map { UInt16(7000 + 5 * $0) }
    let degrees = counts.map { Float($0) / 100 - 60 }
    for (var file, ends) in [
      (page(counts), (7000, 8995)), (page(degrees, format: 3), (10, 29.95)),
      (page(degrees.map { Int16(100 * $0) }, format: 2), (1000, 2995)),
    ] as [(RawTIFF, (Float, Float))] {
      file.photometric = 0
      let image = try read(file)
      let found = try #require(image.foundRange())
      let slack = 0.02 * (ends.1 - ends.0)
      #expect(abs(found.low - ends.0) < slack && abs(found.high - ends.1) < slack)
      let plane = try image.luminance(
        mapping: .values(low: Double(ends.0), high: Double(ends.1)))
      #expect(abs(plane.values[0] - 1) < 1e-3 && abs(plane.values[399]) < 1e-3)
      #expect(abs(plane.values[100] - 0.75) < 0.01)
    }
  }

  @Test func aPageCanBeChosen() throws {
    let pages = (1...3).map { number in page([UInt16](repeating: UInt16(number), count: 4)) }
    func read(_ page: Int?) throws(ImagingError) -> Image {
      try Image(
        encoded: RawTIFF.file(pages), path: "stack.tif", policy: ImageDecodingPolicy(page: page))
    }
    let first = try read(nil)
    #expect(first.samples == .uint16([1, 1, 1, 1]))
    #expect(first.notes.warnings == ["has 3 pages, of which the first is read"])
    for page in 1...3 {
      let image = try read(page)
      #expect(image.samples == .uint16([UInt16](repeating: UInt16(page), count: 4)))
      #expect(image.notes == ImageNotes())
    }
    let error = #expect(throws: ImagingError.self) { try read(4) }
    #expect(error?.message == "not supported: page 4 of a file that has 3")
  }

  @Test func overviewsAreNoPages() throws {
    var overview = page([9, 9, 9, 9] as [UInt16])
    overview.tags[254] = 1
    let file = RawTIFF.file([page([1, 2, 3, 4] as [UInt16]), overview])
    for page in [nil, 1] {
      let image = try Image(
        encoded: file, path: "cog.tif", policy: ImageDecodingPolicy(page: page))
      #expect(image.samples == .uint16([1, 2, 3, 4]) && image.notes == ImageNotes())
    }
    for file in [file, page([1, 2, 3, 4] as [UInt16]).file] {
      let image = try Image(
        encoded: file, path: "one.tif", policy: ImageDecodingPolicy(page: 2))
      #expect(image.samples == .uint16([1, 2, 3, 4]))
      #expect(image.notes.warnings == ["has one page, which is read for page 2"])
    }
  }

  @Test func directoriesThatGoRoundEnd() throws {
    var file = page([1, 2, 3, 4] as [UInt16]).file
    let directory = Array(file[4..<8])
    file.replaceSubrange(file.count - 4..<file.count, with: directory)
    #expect(try Image(encoded: file, path: "round.tif").notes == ImageNotes())
  }

  @Test(arguments: ["-9999", " -9999.0 ", "-9.999e3"])
  func noDataIsTransparent(_ text: String) throws {
    var files = [
      page([5, -9999, 20, 34] as [Float], format: 3),
      page([5, -9999, 20, 34] as [Int16], format: 2),
    ]
    for index in files.indices {
      files[index].texts[42113] = text
      let image = try read(files[index])
      #expect(image.alpha?.values == [1, 0, 1, 1] && image.colorModel == .gray)
      #expect(image.foundRange()?.low == 5)
    }
    files[0].texts[42113] = "-3"
    #expect(try read(files[0]).alpha == nil)
  }

  @Test func noDataOfIntegersIsTransparent() throws {
    var file = page([7, 0, 9, 0] as [UInt16])
    file.texts[42113] = "0"  // so short that it stands in the directory itself
    file.photometric = 0
    let image = try read(file)
    #expect(image.alpha?.values == [1, 0, 1, 0] && image.samples.depth == .uint16)
    for text in ["nan", "", "none", "inf"] {
      file.texts[42113] = text
      #expect(try read(file).alpha == nil, "\(text)")
    }
  }

  @Test(
    arguments: [("°C", .celsius), ("K", .kelvin), ("furlong", nil)]
      as [(
        String, TemperatureUnit?
      )])
  func theUnitIsReadFromItsTag(_ name: String, _ unit: TemperatureUnit?) throws {
    var file = page([5, 10, 20, 34] as [Float], format: 3)
    file.texts[42112] = """
      <GDALMetadata><Item name="UNITTYPE" sample="0" role="unittype">\(name)</Item></GDALMetadata>
      """
    let image = try read(file)
    #expect(image.notes.unit == unit)
    #expect(image.foundRange()?.unit == unit)
  }

  @Test func complexNumbersAreCalledUnsupported() {
    let error = #expect(throws: ImagingError.self) {
      try read(page([1, 2, 3, 4] as [UInt32], format: 5))
    }
    #expect(error?.code == .unsupported)
    #expect(error?.message.contains("32 bits, complex integers") == true)
  }

  @Test func packedBitsWithASignAreCalledUnsupported() {
    let error = #expect(throws: ImagingError.self) {
      try read(page([1, 2, 3, 4] as [UInt16], bits: 12, format: 2))
    }
    #expect(error?.code == .unsupported)
    #expect(
      error?.message
        == "not supported: TIFF with 12 bits, signed integers, photometric interpretation 1; wanted "
        + "gray or RGB in signed integers of 8, 16, 32 or 64 bits, unsigned ones of 8 to 16, 32 or "
        + "64, or float of 16, 32 or 64")
  }
}

extension Image {
  /// How many different brightnesses there are.
  fileprivate var luminanceLevels: Int { Set(luminance().values).count }

  fileprivate func range(ofLow low: Double, _ high: Double) -> BrightnessRange {
    (try? range(of: .values(low: low, high: high))).flatMap(\.self)
      ?? BrightnessRange(low: -1, high: -1)
  }
}
