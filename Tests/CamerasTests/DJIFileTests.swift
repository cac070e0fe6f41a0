// SPDX-License-Identifier: Apache-2.0

import Cameras
import Imaging
import TestBasics
import Testing

/// The values in APP3 segments of DJI's files.
@Suite(.tags(.unit)) struct DJIFileTests {
  private func values(_ count: Int) -> [UInt16] {
    (0..<count).map { UInt16(truncatingIfNeeded: 17_000 + $0 % 640) }
  }

  private func read(_ count: Int, screen: (Int, Int)) throws -> RadiometricImage? {
    try Pictures.read(
      RadiometricBytes.dji(values(count), around: try Pictures.jpeg(screen.0, screen.1)))
  }

  @Test func valuesOfAllSegmentsAreRead() throws {
    let shot = try #require(try read(320 * 256, screen: (320, 256)))
    #expect(shot.maker == .dji && shot.size == ImageSize(width: 320, height: 256))
    #expect(shot.values == values(320 * 256) && shot.sizeSource.contains("as its screen"))
    #expect(shot.temperatures() == nil && shot.photo == nil)
    #expect(shot.thermalImage.samples == .uint16(shot.values))
  }

  @Test func theSizeMayBeHalfTheScreensOrASensors() throws {
    let half = try #require(try read(200 * 150, screen: (400, 300)))
    #expect(half.size == ImageSize(width: 200, height: 150) && half.sizeSource.contains("half"))
    let known = try #require(try read(640 * 512, screen: (64, 48)))
    #expect(known.size == ImageSize(width: 640, height: 512))
    #expect(known.sizeSource.contains("sensor"))
  }

  @Test func aCountThatFitsNoSizeIsAnErrorWhereTheFileNamesDJI() throws {
    let picture = try Pictures.jpeg(64, 48)
    let unnamed = RadiometricBytes.dji(values(20_001), around: picture)
    #expect(try Pictures.read(unnamed) == nil)
    let maker = RadiometricBytes.segment(0xE1, Array("Exif".utf8) + [0, 0] + Array("..DJI".utf8))
    let error = #expect(throws: CamerasError.self) {
      try Pictures.read(unnamed.prefix(2) + maker + unnamed.dropFirst(2))
    }
    #expect(error?.code == .damaged)
    #expect(
      error?.description.hasPrefix(
        "shot.jpg: has 40002 bytes of values in APP3 segments; 2 a pixel of 64x48")
        == true)
  }

  @Test func aSegmentThatIsCutOffIsAnError() throws {
    let bytes = RadiometricBytes.dji(
      values(320 * 256), around: try Pictures.jpeg(320, 256))
    let error = #expect(throws: CamerasError.self) {
      try Pictures.read(Array(bytes.prefix(100_000)))
    }
    #expect(error?.code == .damaged)
  }

  @Test func aFileThatIsCutBehindItsValuesIsToldOf() throws {
    let bytes = RadiometricBytes.dji(values(320 * 256), around: try Pictures.jpeg(320, 256))
    #expect(try Pictures.read(bytes)?.warnings == [])
    let shot = try #require(try Pictures.read(Array(bytes.dropLast(100))))
    #expect(shot.values == values(320 * 256))
    #expect(shot.warnings.first?.contains("ends behind its thermal data") == true)
  }

  @Test func othersSegmentsAreNoValues() throws {
    let picture = try Pictures.jpeg()
    let stereo = Array("_JPSJPS_".utf8) + [UInt8](repeating: 1, count: 60_000)
    let bytes = picture.prefix(2) + RadiometricBytes.segment(0xE3, stereo) + picture.dropFirst(2)
    #expect(try Pictures.read(Array(bytes)) == nil)
    let few = RadiometricBytes.dji(values(900), around: picture)
    #expect(try Pictures.read(few) == nil)
  }
}
