// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

/// EXIF's eight orientations in a JPEG; TIFF's, PNG's and WebP's are among the fixtures.
@Suite(.tags(.unit)) struct OrientationTests {
  /// Where each corner of the stored picture is displayed: the numbers of the stored corners, read
  /// at top left, top right, bottom left, bottom right.
  @Test(
    arguments: [
      (1, [0, 1, 2, 3]), (2, [1, 0, 3, 2]), (3, [3, 2, 1, 0]), (4, [2, 3, 0, 1]),
      (5, [0, 2, 1, 3]), (6, [2, 0, 3, 1]), (7, [3, 1, 2, 0]), (8, [1, 3, 0, 2]),
    ], [true, false])
  func jpegsAreTurned(_ turn: (orientation: Int, corners: [Int]), isLittleEndian: Bool) throws {
    let folder = try TemporaryFolder()
    let stored = try storedJPEG(in: folder)
    let path = try folder.file(
      "turned.jpg", withEXIF(UInt8(turn.orientation), isLittleEndian: isLittleEndian, in: stored))
    let image = try Image(contentsOf: path)
    let isTurned = turn.orientation >= 5
    #expect(image.size == ImageSize(width: isTurned ? 32 : 48, height: isTurned ? 48 : 32))
    #expect(corners(of: image) == turn.corners)
  }

  @Test(arguments: [0, 9, 255] as [UInt8])
  func ordersThatDoNotExistAreIgnored(_ orientation: UInt8) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "odd.jpg", withEXIF(orientation, isLittleEndian: true, in: storedJPEG(in: folder)))
    #expect(try corners(of: Image(contentsOf: path)) == [0, 1, 2, 3])
  }

  /// 48x32, gray; the quarters are 0, 80, 160 and 240 bright.
  private func storedJPEG(in folder: TemporaryFolder) throws -> [UInt8] {
    let samples = (0..<32).flatMap { y in
      (0..<48).map { x in UInt8((y < 16 ? 0 : 160) + (x < 24 ? 0 : 80)) }
    }
    let size = ImageSize(width: 48, height: 32)
    let path = folder.path("stored.jpg")
    try Image(size: size, colorModel: .gray, samples: .uint8(samples)).write(to: path)
    return try bytes(of: path)
  }

  private func corners(of image: Image) -> [Int] {
    let (width, height) = (image.size.width, image.size.height)
    let places = [0, width - 1, (height - 1) * width, height * width - 1]
    let values = image.luminance().values
    return places.map { Int((values[$0] * 255 / 80).rounded()) }
  }

  /// Puts an EXIF segment behind the start marker: a TIFF header and one directory of one entry,
  /// the orientation (tag 0x0112, one 16-bit number).
  private func withEXIF(_ orientation: UInt8, isLittleEndian: Bool, in jpeg: [UInt8]) -> [UInt8] {
    let block: [UInt8] =
      isLittleEndian
      ? [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]
      : [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
    let content = Array("Exif\0\0".utf8) + block + [0, 0, 0, 0]
    let segment = [0xFF, 0xE1, 0, UInt8(content.count + 2)] + content
    return jpeg.prefix(2) + segment + jpeg.dropFirst(2)
  }
}
