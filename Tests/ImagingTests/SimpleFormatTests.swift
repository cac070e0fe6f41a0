// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

/// Windows bitmaps, Netpbm's formats and NumPy arrays, made here by hand.
@Suite(.tags(.unit)) struct SimpleFormatTests {
  private func read(_ bytes: [UInt8]) throws(ImagingError) -> Image {
    try Image(encoded: bytes, path: "file")
  }

  private func little(_ value: Int, _ count: Int = 4) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  // Netpbm

  @Test func grayMapsAreRead() throws {
    let pixels: [UInt8] = [0, 10, 20, 30, 40, 255]
    let binary = try read(Array("P5\n# a note\n3 2\n255\n".utf8) + pixels)
    #expect(binary.samples == .uint8(pixels) && binary.size == ImageSize(width: 3, height: 2))
    let digits = try read(Array("P2 3 2 255\n0 10 20\n30 40 # end\n255".utf8))
    #expect(digits == binary)
    let scaled = try read(Array("P2 2 1 15 0 15".utf8))
    #expect(scaled.samples == .uint8([0, 255]))
  }

  @Test func sixteenBitsOfGrayMapsKeepTheirNumbers() throws {
    let image = try read(Array("P5 2 2 16383\n".utf8) + [0x1B, 0x58, 0x23, 0x28, 0, 1, 0x3F, 0xFF])
    #expect(image.samples == .uint16([7000, 9000, 1, 16383]))
  }

  @Test func pixelMapsAreRead() throws {
    let image = try read(Array("P6 1 2 255 ".utf8) + [1, 2, 3, 4, 5, 6])
    #expect(image.colorModel == .rgb && image.samples == .uint8([1, 2, 3, 4, 5, 6]))
  }

  @Test(arguments: [
    "P5", "P5 3", "P5 3 2 0\n", "P5 3 2 70000\n", "P5 0 2 255\nabc", "P5 3 2 255\nabcde",
    "P2 2 2 9 1 2 3", "P2 2 1 9 1 x", "P5 99999999999 1 255\n", "P5 #",
  ])
  func damagedMapsAreErrors(_ text: String) {
    let error = #expect(throws: ImagingError.self) { _ = try read(Array(text.utf8)).size }
    #expect(error?.code == .damaged || text == "P5" && error?.code == .notAnImage)
  }

  // Windows bitmaps

  private func bitmap(
    width: Int, height: Int, bits: Int, compression: Int = 0, palette: [UInt8] = [],
    rows: [UInt8]
  ) -> [UInt8] {
    let start = 54 + palette.count
    return Array("BM".utf8) + little(start + rows.count) + little(0) + little(start) + little(40)
      + little(width) + little(height) + little(1, 2) + little(bits, 2) + little(compression)
      + little(rows.count) + little(0) + little(0) + little(palette.count / 4) + little(0)
      + palette + rows
  }

  @Test func bitmapsAreReadFromTheirLastRowUp() throws {
    let rows: [UInt8] = [3, 2, 1, 6, 5, 4, 0, 0, 9, 8, 7, 12, 11, 10, 0, 0]
    let image = try read(bitmap(width: 2, height: 2, bits: 24, rows: rows))
    #expect(image.samples == .uint8([7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6]))
    let down = try read(bitmap(width: 2, height: -2, bits: 24, rows: rows))
    #expect(down.samples == .uint8([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]))
    let wide = try read(bitmap(width: 1, height: 1, bits: 32, rows: [3, 2, 1, 99]))
    #expect(wide.samples == .uint8([1, 2, 3]) && wide.alpha == nil)
  }

  @Test(arguments: [1, 4, 8]) func palettesAreExpanded(_ bits: Int) throws {
    let index: UInt8 = bits == 1 ? 0b0100_0000 : bits == 4 ? 0x01 : 0
    let row: [UInt8] = bits == 8 ? [0, 1, 0, 0] : [index, 0, 0, 0]
    let gray = try read(
      bitmap(width: 2, height: 1, bits: bits, palette: [9, 9, 9, 0, 200, 200, 200, 0], rows: row))
    #expect(gray.samples == .uint8([9, 200]) && gray.colorModel == .gray)
    let color = try read(
      bitmap(width: 2, height: 1, bits: bits, palette: [1, 2, 3, 0, 4, 5, 6, 0], rows: row))
    #expect(color.samples == .uint8([3, 2, 1, 6, 5, 4]))
  }

  @Test func bitmapsThatAreNotReadAreNamed() {
    let packed = bitmap(width: 2, height: 1, bits: 8, compression: 1, rows: [0, 0])
    let error = #expect(throws: ImagingError.self) { _ = try read(packed).size }
    #expect(error?.code == .unsupported)
    #expect(error?.message.contains("a BMP of 8 bits with compression 1") == true)
    for file in [
      Array("BM".utf8), bitmap(width: 0, height: 1, bits: 24, rows: [0]),
      bitmap(width: 2, height: 2, bits: 24, rows: [UInt8](repeating: 0, count: 15)),
      bitmap(width: 1, height: 1, bits: 8, palette: [], rows: [0, 0, 0, 0]),
    ] {
      let error = #expect(throws: ImagingError.self) { _ = try read(file).size }
      #expect(error?.code == .damaged)
    }
  }

  // NumPy

  private func array(
    _ type: String, _ shape: String, _ data: [UInt8], fortran: Bool = false, version: UInt8 = 1
  ) -> [UInt8] {
    let order = fortran ? "True" : "False"
    let text = Array(
      "{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }\n".utf8)
    return [0x93] + Array("NUMPY".utf8) + [version, 0]
      + little(text.count, version == 1 ? 2 : 4) + text + data
  }

  @Test func arraysOfAllNumbersAreRead() throws {
    let small: [UInt8] = [0, 1, 2, 250]
    #expect(try read(array("|u1", "(2, 2)", small)).samples == .uint8(small))
    #expect(try read(array("|b1", "(1, 2)", [0, 1])).samples == .uint8([0, 255]))
    #expect(try read(array("<u2", "(1, 2)", [0x58, 0x1B, 1, 0])).samples == .uint16([7000, 1]))
    #expect(try read(array(">u2", "(1, 2)", [0x1B, 0x58, 0, 1])).samples == .uint16([7000, 1]))
    #expect(try read(array("|i1", "(1, 2)", [0xFF, 5])).samples == .float([-1, 5]))
    #expect(try read(array("<i2", "(1, 2)", [0xFE, 0xFF, 5, 0])).samples == .float([-2, 5]))
    #expect(try read(array("<u4", "(1, 1)", little(70000))).samples == .float([70000]))
    #expect(try read(array("<i8", "(1, 1)", little(-3, 8))).samples == .float([-3]))
    #expect(try read(array("<f2", "(1, 1)", [0x20, 0xCD])).samples == .float([-20.5]))
    let single = little(Int(Float(-20.5).bitPattern))
    #expect(try read(array("<f4", "(1, 1)", single)).samples == .float([-20.5]))
    let double = little(Int(truncatingIfNeeded: (-20.5).bitPattern), 8)
    #expect(
      try read(array(">f8", "(1, 1)", double.reversed(), version: 2)).samples
        == .float([-20.5]))
  }

  @Test func axesAreFound() throws {
    let data = (0..<12).map { UInt8($0) }
    let last = try read(array("|u1", "(2, 2, 3)", data))
    #expect(last.colorModel == .rgb && last.samples == .uint8(data))
    let first = try read(array("|u1", "(3, 2, 2)", data))
    #expect(first.samples == .uint8([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]))
    let fortran = try read(array("|u1", "(2, 3)", [1, 2, 3, 4, 5, 6], fortran: true))
    #expect(fortran.samples == .uint8([1, 3, 5, 2, 4, 6]))
    #expect(fortran.size == ImageSize(width: 3, height: 2))
  }

  @Test(arguments: [
    ("<c8", "(2, 2)"), ("|O", "(2, 2)"), ("<u2", "(4,)"), ("<u2", "(2, 2, 2)"),
    ("<u2", "(2, 2, 1, 1)"), ("<u2", "(-2, 2)"), ("<u3", "(2, 2)"), ("<f1", "(2, 2)"),
  ])
  func otherArraysAreCalledUnsupported(_ type: String, _ shape: String) {
    let file = array(type, shape, [UInt8](repeating: 0, count: 64))
    let error = #expect(throws: ImagingError.self) { _ = try read(file).size }
    #expect(error?.code == .unsupported)
    #expect(error?.message.contains("'\(type)'") == true, "\(error?.message ?? "")")
    #expect(error?.message.contains("shape \(shape)") == true)
  }

  @Test func whatAHeaderSaysIsShownInPart() {
    let file = array("|O\u{1B}[2J", "(\(String(repeating: "1, ", count: 60)))", [])
    let error = #expect(throws: ImagingError.self) { _ = try read(file).size }
    #expect(error?.message.contains("type '|O and shape (1, 1, ") == true)
    #expect((error?.message.utf8.count ?? 0) < 200)
  }

  @Test func cutArraysAreDamaged() {
    let whole = array("<f4", "(2, 2)", [UInt8](repeating: 0, count: 16))
    for count in [7, 9, 11, 60, whole.count - 1] {
      let error = #expect(throws: ImagingError.self) {
        _ = try read(Array(whole.prefix(count))).size
      }
      #expect(error?.code == .damaged, "\(count)")
    }
  }

  // What is not read

  @Test func kindsThatAreNotReadAreNamed() {
    let zeros = [UInt8](repeating: 0, count: 128)
    let files: [([UInt8], String)] = [
      (zeros + Array("DICM".utf8), "DICOM, which daefuse volume reads"),
      ([0xFF, 0x4F, 0xFF, 0x51], "JPEG 2000"),
      ([0, 0, 0, 12] + Array("jP  ".utf8), "JPEG 2000"), (Array("P4 8 8\n".utf8), "PBM"),
      (Array("AFF\0".utf8), "FLIR's AFF, a sequence"), (Array("FFF\0".utf8), "FLIR's FFF"),
      (
        [UInt8](repeating: 0, count: 344) + Array("n+1\0".utf8),
        "NIfTI, which daefuse volume reads"
      ),
    ]
    for (bytes, name) in files {
      let error = #expect(throws: ImagingError.self) { _ = try read(bytes).size }
      #expect(error?.code == .unsupported)
      #expect(error?.message.hasPrefix("not supported: \(name); wanted PNG") == true)
    }
  }
}
