// SPDX-License-Identifier: Apache-2.0

import Cameras
import Imaging
import TestBasics
import Testing

/// Files of cameras that were held turned, and the picture of their screens.
@Suite(.tags(.unit)) struct TurnedFileTests {
  /// EXIF data with an orientation alone.
  private func exif(_ orientation: UInt8) -> [UInt8] {
    RadiometricBytes.segment(
      0xE1,
      Array("Exif\0\0MM\0*".utf8) + [0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0]
        + [orientation, 0, 0, 0, 0, 0, 0])
  }

  private func turned(_ file: [UInt8], _ orientation: UInt8) -> [UInt8] {
    Array(file.prefix(2) + exif(orientation) + file.dropFirst(2))
  }

  /// A file whose photo has twice the field, a little to the right and above.
  private func flir() throws -> [UInt8] {
    var file = RadiometricBytes.FLIR(16, 12, values: Pictures.ramp(16, 12))
    let size = ImageSize(width: 160, height: 120)
    let levels = (0..<size.pixelCount).map { (index: Int) -> UInt8 in
      UInt8(index % 160 / 2 + index / 160)
    }
    let photo = Image(size: size, colorModel: .gray, samples: .uint8(levels))
    // A photo with an orientation of its own is turned as the file is, and no further.
    file.photo = turned(try photo.encoded(as: .jpeg), 6)
    file.placement = (2, 12, -8)
    return file.jpeg(around: try Pictures.jpeg())
  }

  @Test(arguments: 1...8 as ClosedRange<UInt8>)
  func allOfAFileIsTurnedAsItSays(_ orientation: UInt8) throws {
    let turn = try #require(Orientation(rawValue: UInt32(orientation)))
    let stored = try #require(try Pictures.read(try flir()))
    let shot = try #require(try Pictures.read(turned(try flir(), orientation)))
    #expect(shot.warnings.isEmpty && shot.size == turn.displayed(stored.size))
    #expect(shot.values == turn.apply(to: stored.values, size: stored.size, channels: 1))
    #expect(shot.photo == stored.photo?.turned(by: turn))
    let (pair, upright) = (try shot.alignedPair(), try stored.alignedPair())
    #expect(pair.photo == upright.photo.turned(by: turn))
    let wanted = upright.thermal.turned(by: turn).luminance()
    let found = pair.thermal.luminance()
    #expect(found.size == wanted.size)
    #expect(zip(found.values, wanted.values).allSatisfy { abs($0 - $1) < 0.01 })
  }

  @Test func valuesOfDJIAreTurned() throws {
    let values = (0..<320 * 256).map { UInt16(17_000 + $0 % 320) }
    let file = RadiometricBytes.dji(values, around: try Pictures.jpeg(320, 256))
    let shot = try #require(try Pictures.read(turned(file, 6)))
    #expect(shot.size == ImageSize(width: 256, height: 320))
    #expect(shot.values.prefix(256).allSatisfy { $0 == 17_000 } && shot.values[256] == 17_001)
  }

  @Test func theScreensPictureByItselfIsWarnedOf() throws {
    let values = [UInt16](repeating: 17_000, count: 320 * 256)
    let dji = RadiometricBytes.dji(values, around: try Pictures.jpeg(320, 256))
    for file in [try flir(), dji] {
      let picture = try Image(encoded: file, path: "shot.jpg")
      #expect(
        picture.notes.warnings == [
          "is of a thermal camera: the picture of its screen is read, not what was measured"
        ])
      var policy = ImageDecodingPolicy.standard
      policy.takesScreenPicture = true
      #expect(try Image(encoded: file, path: "shot.jpg", policy: policy).notes.warnings.isEmpty)
    }
    #expect(try Image(encoded: try Pictures.jpeg(), path: "a.jpg").notes.warnings.isEmpty)
  }
}
