// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

/// Files that cannot be read: each is a typed error of one line that names the file.
@Suite(.tags(.unit)) struct BadInputTests {
  /// A file's content and the error that reading it must give.
  struct BadFile: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let code: ImagingError.Code
    let words: String

    var testDescription: String { name }

    init(_ name: String, _ bytes: [UInt8], _ code: ImagingError.Code, _ words: String) {
      self.name = name
      self.bytes = bytes
      self.code = code
      self.words = words
    }
  }

  static let files: [BadFile] = [
    BadFile("empty.png", [], .notAnImage, "empty"),
    BadFile("note.png", Array("Dear reader,\n".utf8), .notAnImage, "found text; wanted PNG"),
    BadFile("photo.jpg", Array("GIF89a".utf8), .unsupported, "GIF; wanted PNG"),
    BadFile("zeros.tif", [0, 0, 0, 0, 0, 0], .notAnImage, "found unknown bytes"),
    BadFile("signature.png", PNGBytes.signature, .damaged, "ends early"),
    BadFile("zero-width.png", PNGBytes.header(width: 0, height: 9), .damaged, "damaged"),
    BadFile("zero-height.png", PNGBytes.header(width: 9, height: 0), .damaged, "damaged"),
    BadFile("no-pixels.png", PNGBytes.header(width: 9, height: 9), .damaged, "damaged"),
    BadFile("bomb.png", PNGBytes.header(width: 20000, height: 20000), .tooLarge, "20000x20000"),
    BadFile(
      "absurd.png", PNGBytes.header(width: 10_000_000, height: 10_000_000), .tooLarge,
      "10000000x10000000"),
    BadFile(
      "uncountable.png", PNGBytes.header(width: 2_000_000_000, height: 2_000_000_000), .tooLarge,
      "2000000000x2000000000; at most 200000000 pixels"),
    BadFile("negative.png", PNGBytes.header(width: .max, height: 1), .damaged, "damaged"),
    BadFile("marker.jpg", [0xFF, 0xD8, 0xFF], .damaged, "damaged"),
    BadFile("header.tif", [0x49, 0x49, 42, 0, 8, 0, 0, 0], .damaged, "damaged"),
    BadFile("riff.webp", Array("RIFF\u{10}\0\0\0WEBP".utf8), .damaged, "damaged"),
  ]

  @Test(arguments: files)
  func badFilesGiveTypedErrors(_ file: BadFile) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(file.name, file.bytes)
    let error = #expect(throws: ImagingError.self) { try Image(contentsOf: path) }
    #expect(error?.code == file.code)
    #expect(error?.path == path)
    #expect(error?.message.contains(file.words) == true)
    #expect(error?.description.hasPrefix("\(path): ") == true)
    #expect(error?.description.contains("\n") == false)
  }

  @Test(arguments: [(34712, "34712 (JPEG 2000)"), (50002, "50002 (JPEG XL)"), (4711, "(unknown)")])
  func compressionsThatAreNotReadAreNamed(_ code: Int, _ words: String) throws {
    let folder = try TemporaryFolder()
    var content = try bytes(of: Fixture.path("gray-uint8-strips.tif"))
    // The entry of tag 259, one 16-bit number.
    let entry = try #require(content.firstRange(of: [3, 1, 3, 0, 1, 0, 0, 0]))
    content.replaceSubrange(
      entry.upperBound..<entry.upperBound + 2, with: [UInt8(code & 255), UInt8(code >> 8)])
    let path = try folder.file("packed.tif", content)
    let error = #expect(throws: ImagingError.self) { try Image(contentsOf: path) }
    #expect(error?.code == .unsupported)
    #expect(error?.message.hasPrefix("not supported: TIFF with compression \(code)") == true)
    #expect(error?.message.hasSuffix(words) == true, "\(error?.message ?? "")")
  }

  /// Every format, cut at many places: near the start, in the middle, and near the end.
  @Test(arguments: [
    "rgb8.png", "gray16-interlaced.png", "420.jpg", "progressive.jpg", "restarts.jpg",
    "rgb-uint8-big-endian.tif", "rgb-lzw.tif", "float-deflate-predictor-tiles.tif",
    "jpeg.tif", "lossy.webp", "lossless.webp", "lossy-alpha.webp",
  ])
  func cutFilesAreDamaged(_ name: String) throws {
    let folder = try TemporaryFolder()
    let whole = try bytes(of: Fixture.path(name))
    for kept in [16, whole.count / 3, whole.count / 2, whole.count * 9 / 10, whole.count - 9] {
      let path = try folder.file("cut-\(name)", whole.prefix(kept))
      let error = #expect(throws: ImagingError.self, "\(kept) of \(whole.count) bytes") {
        try Image(contentsOf: path)
      }
      #expect(error?.code == .damaged, "\(kept) bytes: \(error?.description ?? "")")
    }
  }

  @Test func aWrongChecksumIsDamage() throws {
    let folder = try TemporaryFolder()
    var content = try bytes(of: Fixture.path("rgb8.png"))
    let pixels = try #require(content.firstRange(of: Array("IDAT".utf8)))
    content[pixels.upperBound + 20] ^= 1
    let path = try folder.file("flipped.png", content)
    let error = #expect(throws: ImagingError.self) { try Image(contentsOf: path) }
    #expect(error?.code == .damaged)
  }

  @Test(.timeLimit(.minutes(1))) func missingFilesAndFoldersAreTold() throws {
    let folder = try TemporaryFolder()
    let missing = #expect(throws: ImagingError.self) {
      try Image(contentsOf: folder.path("none.png"))
    }
    #expect(missing?.code == .notFound)
    let directory = #expect(throws: ImagingError.self) { try Image(contentsOf: folder.path("")) }
    #expect(directory?.code == .isFolder)
    let device = #expect(throws: ImagingError.self) { try Image(contentsOf: "/dev/zero") }
    #expect(device?.code == .unreadable)
    try #require(mkfifo(folder.path("pipe.png"), 0o600) == 0)
    let pipe = #expect(throws: ImagingError.self) {
      try Image(contentsOf: folder.path("pipe.png"))
    }
    #expect(pipe?.code == .unreadable && pipe?.message == "a named pipe, not a file")
    let below = #expect(throws: ImagingError.self) {
      try Image(contentsOf: folder.file("file", [1]) + "/image.png")
    }
    #expect(below?.code == .unreadable)
    #expect(below?.message == "cannot be read: Not a directory")
  }
}
