// SPDX-License-Identifier: Apache-2.0

import Cameras
import Imaging
import TestBasics
import Testing

/// The thermal image and the photo of one file on each other.
@Suite(.tags(.unit)) struct PlacementTests {
  /// A photo with a bright square, and a thermal image with a warm one.
  private func shot(
    photo: (width: Int, height: Int), square: (x: Range<Int>, y: Range<Int>),
    placement: (Float, Int16, Int16)?, level: UInt8 = 40
  ) throws -> RadiometricImage {
    let size = ImageSize(width: photo.width, height: photo.height)
    let picture = (0..<size.pixelCount).map { index -> UInt8 in
      square.x.contains(index % size.width) && square.y.contains(index / size.width) ? 220 : level
    }
    let values = (0..<16 * 12).map { index -> UInt16 in
      (4..<8).contains(index % 16) && (6..<9).contains(index / 16) ? 17_000 : 15_000
    }
    var file = RadiometricBytes.FLIR(16, 12, values: values)
    file.photo = try Image(size: size, colorModel: .gray, samples: .uint8(picture))
      .encoded(as: .png)
    file.placement = placement
    return try #require(try Pictures.read(file.bytes))
  }

  /// The middle of what is bright in an image that is dark elsewhere.
  private func middle(_ image: Image) -> (x: Float, y: Float) {
    let plane = image.luminance()
    let range = (plane.values.min() ?? 0, plane.values.max() ?? 0)
    let bright = plane.values.indices.filter {
      plane.values[$0] > (range.0 + range.1) / 2
    }
    let (width, count) = (plane.size.width, Float(bright.count))
    return (
      Float(bright.map { $0 % width }.reduce(0, +)) / count,
      Float(bright.map { $0 / width }.reduce(0, +)) / count
    )
  }

  @Test func bothShowTheSameFieldInThePhotosDetail() throws {
    // The photo shows twice as wide a field: 160 of 320 pixels, 10 for one of the thermal image.
    // Its middle lies 12 to the right and 8 up: the field begins at 92 and 52. The square of the
    // thermal image, from 4 to 8 and 6 to 9, is at 132 to 172 and 112 to 142 of the photo.
    let shot = try shot(photo: (320, 240), square: (132..<172, 112..<142), placement: (2, 12, -8))
    let (photo, thermal) = try shot.alignedPair()
    #expect(photo.size == ImageSize(width: 160, height: 120) && thermal.size == photo.size)
    #expect(photo.alpha == nil && photo.samples.depth == .uint8)
    let (a, b) = (middle(photo), middle(thermal.mapped(to: try #require(thermal.foundRange()))))
    #expect(abs(a.x - b.x) < 1 && abs(a.y - b.y) < 1, "\(a) and \(b)")
    #expect(thermal.notes.warnings.isEmpty && thermal.notes.unit == .celsius)
  }

  @Test func whatThePhotoDoesNotShowIsInvalid() throws {
    let shot = try shot(photo: (160, 120), square: (40..<80, 60..<90), placement: (1, 20, 0))
    let (photo, thermal) = try shot.alignedPair()
    let alpha = try #require(photo.alpha)
    #expect(photo.size == ImageSize(width: 160, height: 120) && thermal.alpha == nil)
    #expect(alpha.values[139] == 1 && alpha.values[140] == 0 && alpha.values[160] == 1)
  }

  @Test func aBlackFrameOfThePhotoIsInvalid() throws {
    let size = ImageSize(width: 64, height: 48)
    let picture = (0..<size.pixelCount).map { index -> UInt8 in
      // Five rows, with what a JPEG leaves of the edge in the last one, and three columns.
      if index / 64 < 5 { return index / 64 == 4 ? 9 : 0 }
      return index % 64 > 60 ? 0 : 80
    }
    var file = RadiometricBytes.FLIR(16, 12, values: Pictures.ramp(16, 12))
    file.photo = try Image(size: size, colorModel: .gray, samples: .uint8(picture))
      .encoded(as: .png)
    file.placement = (1, 0, 0)
    let alpha = try #require(try Pictures.read(file.bytes)?.alignedPair().photo.alpha)
    let shown = (0..<size.pixelCount).map { $0 / 64 > 4 && $0 % 64 < 61 ? Float(1) : 0 }
    let isAsShown = alpha.values == shown
    #expect(isAsShown)
  }

  @Test func withoutAPlacementBothAreTakenToShowTheSame() throws {
    let shot = try shot(photo: (200, 120), square: (60..<100, 60..<90), placement: nil)
    let (photo, thermal) = try shot.alignedPair()
    // A wider photo is cut to the thermal image's shape.
    #expect(photo.size == ImageSize(width: 160, height: 120))
    #expect(thermal.notes.warnings.count == 1)
  }

  @Test(arguments: [0, -2, 1e9, Float.nan, 0.01] as [Float])
  func aRatioOfNoSenseIsNoPlacement(_ ratio: Float) throws {
    let shot = try shot(photo: (160, 120), square: (0..<9, 0..<9), placement: (ratio, 0, 0))
    #expect(shot.placement == nil)
  }

  @Test func offsetsFarOffLeaveNothingOfThePhoto() throws {
    let shot = try shot(photo: (160, 120), square: (0..<9, 0..<9), placement: (1, .min, .max))
    #expect(try shot.alignedPair().photo.alpha?.values.allSatisfy { $0 == 0 } == true)
  }

  @Test func aCoarserPhotoIsEnlarged() throws {
    let shot = try shot(photo: (12, 9), square: (3..<6, 5..<7), placement: (1, 0, 0))
    let (photo, thermal) = try shot.alignedPair()
    #expect(photo.size == ImageSize(width: 16, height: 12) && thermal.size == photo.size)
  }

  @Test func thePolicyLimitsThePair() throws {
    let shot = try shot(photo: (64, 48), square: (0..<9, 0..<9), placement: (0.25, 0, 0))
    let error = #expect(throws: CamerasError.self) {
      try shot.alignedPair(policy: ImageDecodingPolicy(maximumPixelCount: 10_000))
    }
    #expect(error?.code == .tooLarge)
  }

  @Test func withoutAPhotoThereIsNoPair() throws {
    let file = RadiometricBytes.FLIR(8, 6, values: Pictures.ramp(8, 6))
    let shot = try #require(try Pictures.read(file.bytes))
    let error = #expect(throws: CamerasError.self) { try shot.alignedPair() }
    #expect(error?.code == .noPhoto)
  }
}
