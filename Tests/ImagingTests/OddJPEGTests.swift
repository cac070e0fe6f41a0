// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

/// JPEG files that viewers show though they are odd, and those that lack pixels.
@Suite(.tags(.unit)) struct OddJPEGTests {
  private func read(_ bytes: [UInt8]) throws(ImagingError) -> Image {
    try Image(encoded: bytes, path: "odd.jpg")
  }

  @Test(arguments: [0xDB, 0xC0, 0xC4, 0xDA] as [UInt8])
  func strayBytesBetweenSegmentsAreToldOf(_ marker: UInt8) throws {
    let image = try read(try JPEGBytes.inserting([1, 2, 3, 4, 5], before: marker))
    #expect(image.samples == (try read(JPEGBytes.sound())).samples)
    #expect(
      image.notes.warnings.first?.hasPrefix("damaged, but read: Corrupt JPEG data: 5 extraneous")
        == true)
  }

  @Test func soundFilesAreNotToldOf() throws {
    #expect(try read(JPEGBytes.sound()).notes == ImageNotes())
    #expect(try Image(contentsOf: Fixture.path("progressive.jpg")).notes == ImageNotes())
  }

  @Test(arguments: [1, 2]) func aMissingEndMarkerIsToldOf(_ missing: Int) throws {
    let sound = try JPEGBytes.sound()
    let image = try read(sound.dropLast(missing))
    #expect(image.samples == (try read(sound)).samples)
    #expect(image.notes.warnings == ["damaged, but read: no end marker"])
  }

  @Test(arguments: ["sound", "progressive.jpg", "restarts.jpg"])
  func missingPixelsAreAnError(_ name: String) throws {
    let whole =
      name == "sound" ? try JPEGBytes.sound() : try bytes(of: Fixture.path(name))
    for share in [0.3, 0.6, 0.9] {
      let start = try JPEGBytes.place(of: 0xDA, in: whole)
      let cut = Array(whole.prefix(start + Int(share * Double(whole.count - start))))
      for file in [cut, cut + [0xFF, 0xD9], Array(cut[..<start]) + [1, 2] + cut[start...]] {
        let error = #expect(throws: ImagingError.self) { _ = try read(file).size }
        #expect(error?.code == .damaged)
      }
    }
  }

  /// The library reads a few bytes ahead, and so over these.
  @Test(arguments: [1, 2, 5, 12]) func strayZerosBeforeTheEndMarkerAreToldOf(_ count: Int) throws {
    let sound = try JPEGBytes.sound()
    let image = try read(sound.dropLast(2) + [UInt8](repeating: 0, count: count) + [0xFF, 0xD9])
    #expect(image.samples == (try read(sound)).samples)
    #expect(image.notes.warnings.count == 1, "\(image.notes.warnings)")
  }

  @Test func aFileWithoutAFrameEndsEarly() throws {
    let sound = try JPEGBytes.sound()
    let cut = Array(sound[..<(try JPEGBytes.place(of: 0xC0, in: sound))])
    let error = #expect(throws: ImagingError.self) { _ = try read(cut).size }
    #expect(error?.code == .damaged && error?.message == "damaged: the file ends early")
  }

  @Test func oddScanParametersAreToldOf() throws {
    var file = try JPEGBytes.sound()
    let scan = try JPEGBytes.place(of: 0xDA, in: file)
    let length = Int(file[scan + 2]) << 8 | Int(file[scan + 3])
    file[scan + 1 + length] = 9  // the approximation, which a sequential file has none of
    let image = try read(file)
    #expect(image.samples == (try read(JPEGBytes.sound())).samples)
    #expect(image.notes.warnings.first?.contains("Invalid SOS parameters") == true)
  }

  @Test(arguments: [
    JPEGBytes.comment + JPEGBytes.exif(orientation: 6),
    JPEGBytes.exif(orientation: 6) + JPEGBytes.comment,
    [7, 7] + JPEGBytes.comment + [9] + JPEGBytes.exif(orientation: 6),
  ])
  func theOrientationIsFoundWhereverItStands(_ segments: [UInt8]) throws {
    for marker in [0xDB, 0xC0, 0xDA] as [UInt8] {
      let image = try read(try JPEGBytes.inserting(segments, before: marker))
      #expect(image.size == ImageSize(width: 32, height: 48))
    }
  }

  @Test func twelveBitsAreCalledUnsupported() throws {
    var file = try JPEGBytes.sound()
    file[try JPEGBytes.place(of: 0xC0, in: file) + 1] = 0xC1
    file[try JPEGBytes.place(of: 0xC1, in: file) + 4] = 12
    let error = #expect(throws: ImagingError.self) { _ = try read(file).size }
    #expect(error?.code == .unsupported)
    #expect(error?.message == "not supported: a JPEG of 12 bits a sample; wanted 8")
  }

  @Test(
    arguments: [
      (0xC3, "a lossless JPEG; wanted an ordinary one"),
      (0xF7, "JPEG-LS; wanted an ordinary JPEG"),
    ] as [(UInt8, String)])
  func losslessIsCalledUnsupported(_ frame: UInt8, _ name: String) throws {
    var file = try JPEGBytes.sound()
    file[try JPEGBytes.place(of: 0xC0, in: file) + 1] = frame
    let error = #expect(throws: ImagingError.self) { _ = try read(file).size }
    #expect(error?.code == .unsupported && error?.message == "not supported: \(name)")
  }
}
