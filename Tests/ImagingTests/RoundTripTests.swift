// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

@Suite(.tags(.unit)) struct RoundTripTests {
  /// A way to store a picture that loses nothing.
  struct Lossless: Sendable, CustomTestStringConvertible {
    let fileExtension: String
    let depth: Depth
    let model: Image.ColorModel
    let hasAlpha: Bool

    var testDescription: String {
      "\(fileExtension) \(depth) \(model)\(hasAlpha ? " alpha" : "")"
    }

    static let all: [Lossless] = [
      ("png", [Depth.uint8, .uint16], [Image.ColorModel.gray, .rgb]),
      ("tif", [.uint8, .uint16, .float], [.gray, .rgb]),
      ("webp", [.uint8], [.rgb]),
    ].flatMap { fileExtension, depths, models in
      depths.flatMap { depth in
        models.flatMap { model in
          [false, true].map {
            Lossless(fileExtension: fileExtension, depth: depth, model: model, hasAlpha: $0)
          }
        }
      }
    }
  }

  @Test(arguments: Lossless.all)
  func losslessFormatsGiveBackEverySample(_ way: Lossless) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("image.\(way.fileExtension)")
    // 300 rows make several strips of the widest TIFF.
    let image = Pattern.smooth(
      way.depth, way.model, width: 301, height: 300, hasAlpha: way.hasAlpha)
    try image.write(to: path)
    #expect(try Image(contentsOf: path) == image)
    #expect(try folder.names() == ["image.\(way.fileExtension)"])
  }

  @Test(arguments: [Image.ColorModel.gray, .rgb])
  func jpegStaysCloseAtItsStandardQuality(_ model: Image.ColorModel) throws {
    let folder = try TemporaryFolder()
    let image = Pattern.smooth(.uint8, model, width: 61, height: 47)
    for name in ["image.jpg", "image.JPEG"] {
      try image.write(to: folder.path(name))
      let read = try Image(contentsOf: folder.path(name))
      #expect(read.size == image.size && read.colorModel == model)
      #expect(read.largestDifference(from: image) <= 6)
    }
  }

  @Test(arguments: ["jpg", "webp"])
  func lowQualityMakesSmallerFiles(_ fileExtension: String) throws {
    let folder = try TemporaryFolder()
    let image = Pattern.smooth(.uint8, .rgb, width: 128, height: 128)
    let sizes = try [10, 90].map { quality in
      let path = folder.path("\(quality).\(fileExtension)")
      try image.write(to: path, quality: quality)
      #expect(try Image(contentsOf: path).size == image.size)
      return try bytes(of: path).count
    }
    #expect(sizes[0] < sizes[1])
  }

  @Test func grayWebPComesBackAsThreeEqualChannels() throws {
    let folder = try TemporaryFolder()
    let image = Pattern.smooth(.uint8, .gray)
    try image.write(to: folder.path("gray.webp"))
    let read = try Image(contentsOf: folder.path("gray.webp"))
    #expect(read.colorModel == .rgb && read.isGray)
    #expect(read.luminance() == image.luminance())
  }

  /// What happens to samples that a format cannot hold.
  @Test(arguments: [
    ("png", Depth.float, Depth.uint16), ("jpg", .uint16, .uint8), ("jpg", .float, .uint8),
    ("webp", .uint16, .uint8), ("webp", .float, .uint8),
  ])
  func deeperSamplesAreRounded(_ fileExtension: String, from: Depth, to: Depth) throws {
    let folder = try TemporaryFolder()
    let image = Pattern.smooth(from, .rgb)
    let path = folder.path("image.\(fileExtension)")
    try image.write(to: path)
    let read = try Image(contentsOf: path)
    #expect(read.samples.depth == to)
    let tolerance: Double = fileExtension == "jpg" ? 8 : 0
    #expect(read.largestDifference(from: image.converted(to: to)) <= tolerance)
  }

  @Test func jpegDropsAlpha() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("image.jpg")
    try Pattern.smooth(.uint8, .rgb, hasAlpha: true).write(to: path)
    #expect(try Image(contentsOf: path).alpha == nil)
  }

  @Test(arguments: ["png", "jpg", "tif", "webp"])
  func onePixelImagesWork(_ fileExtension: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("pixel.\(fileExtension)")
    try Pattern.smooth(.uint8, .rgb, width: 1, height: 1).write(to: path)
    #expect(try Image(contentsOf: path).size == ImageSize(width: 1, height: 1))
  }

  @Test func anExistingFileIsReplaced() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("image.png")
    try Pattern.smooth(.uint8, .gray).write(to: path)
    let second = Pattern.smooth(.uint16, .rgb, width: 5, height: 4)
    try second.write(to: path)
    #expect(try Image(contentsOf: path) == second)
  }

  @Test func theFormatIsKnownByContent() throws {
    let folder = try TemporaryFolder()
    let image = Pattern.smooth(.uint8, .rgb)
    try image.write(to: folder.path("image.tif"))
    let path = try folder.file("really-tiff.png", bytes(of: folder.path("image.tif")))
    #expect(try Image(contentsOf: path) == image)
  }
}
