// SPDX-License-Identifier: Apache-2.0

import Cameras
import Imaging
import TestBasics
import Testing

/// FLIR's FFF files, by themselves and in JPEG files.
@Suite(.tags(.unit)) struct FLIRFileTests {
  private let values = Pictures.ramp(8, 6)

  @Test(arguments: [false, true], [false, true])
  func bothOrdersOfBytesAreRead(_ directory: Bool, _ records: Bool) throws {
    var file = RadiometricBytes.FLIR(8, 6, values: values, isBigEndian: records)
    file.isBigEndian = directory
    let shot = try #require(try Pictures.read(file.bytes))
    #expect(shot.values == values && shot.size == ImageSize(width: 8, height: 6))
    // Nothing of the model's text that a terminal could take for a command.
    #expect(shot.maker == .flir && shot.model == "FLIR T0" && shot.photo == nil)
    #expect(shot.calibration != nil && shot.warnings.isEmpty)
  }

  @Test(arguments: [false, true])
  func theSmootherOrderOfAPNGIsTaken(_ isSwapped: Bool) throws {
    var file = RadiometricBytes.FLIR(8, 6, values: [])
    file.thermal = try Pictures.png(isSwapped ? values.map(\.byteSwapped) : values, 8)
    #expect(try Pictures.read(file.bytes)?.values == values)
    var policy = ImageDecodingPolicy.standard
    policy.byteOrder = .stored
    #expect(
      try Pictures.read(file.bytes, policy: policy)?.values
        == (isSwapped ? values.map(\.byteSwapped) : values))
  }

  /// The head of the record says one order, its values are in the other.
  @Test(arguments: [false, true])
  func valuesInAnotherOrderThanTheirRecordAreRecognized(_ isBigEndian: Bool) throws {
    let values = Pictures.ramp(32, 24)
    let file = RadiometricBytes.FLIR(
      32, 24, values: values.map(\.byteSwapped), isBigEndian: isBigEndian)
    #expect(try Pictures.read(file.bytes)?.values == values)
    var policy = ImageDecodingPolicy.standard
    policy.byteOrder = .stored
    #expect(try Pictures.read(file.bytes, policy: policy)?.values == values.map(\.byteSwapped))
    policy.byteOrder = .swapped
    #expect(try Pictures.read(file.bytes, policy: policy)?.values == values)
  }

  @Test func aThermalImageOfAnotherKindIsNamed() throws {
    var file = RadiometricBytes.FLIR(8, 6, values: [])
    file.thermal = [0xFF, 0xD8, 0xFF, 0xF7] + [UInt8](repeating: 0, count: 200)
    let error = #expect(throws: CamerasError.self) { try Pictures.read(file.bytes) }
    #expect(error?.code == .unsupported && error?.message.contains("JPEG-LS") == true)
    file.thermal = try Pictures.jpeg(8, 6)
    #expect(throws: CamerasError.self) { try Pictures.read(file.bytes) }
    file.thermal = try Pictures.flat(8, 6).encoded(as: .png)
    let shallow = #expect(throws: CamerasError.self) { try Pictures.read(file.bytes) }
    #expect(shallow?.message.contains("gray of 16 bits is read") == true)
  }

  @Test func piecesAreJoinedByTheirNumbers() throws {
    let file = RadiometricBytes.FLIR(8, 6, values: values)
    let bytes = file.jpeg(around: try Pictures.jpeg(), pieceCount: 500, order: [2, 0, 1])
    #expect(try Pictures.read(bytes)?.values == values)
    let whole = file.jpeg(around: try Pictures.jpeg())
    #expect(try Pictures.read(whole)?.values == values)
  }

  @Test func aPieceThatIsMissingIsNamed() throws {
    let file = RadiometricBytes.FLIR(8, 6, values: values)
    let bytes = file.jpeg(around: try Pictures.jpeg(), pieceCount: 500, order: [0, 2])
    let error = #expect(throws: CamerasError.self) { try Pictures.read(bytes) }
    #expect(error?.description == "shot.jpg: segment 2 of 3 of its FLIR data is missing")
  }

  @Test func aSegmentThatIsCutOffIsAnError() throws {
    let bytes = RadiometricBytes.FLIR(8, 6, values: values).jpeg(around: try Pictures.jpeg())
    let error = #expect(throws: CamerasError.self) { try Pictures.read(Array(bytes.prefix(900))) }
    #expect(error?.message.hasPrefix("a FLIR segment is cut off") == true)
  }

  @Test func aFileThatIsCutBehindItsThermalDataIsToldOf() throws {
    let bytes = RadiometricBytes.FLIR(8, 6, values: values).jpeg(around: try Pictures.jpeg())
    for count in [bytes.count - 1, bytes.count - 200] {
      let shot = try #require(try Pictures.read(Array(bytes.prefix(count))))
      #expect(shot.values == values && shot.calibration != nil)
      #expect(
        shot.warnings == [
          "damaged, but read: the file ends behind its thermal data, before the picture of its "
            + "screen does"
        ])
    }
    #expect(try Pictures.read(bytes)?.warnings == [])
  }

  /// Where it is, another option takes it.
  @Test func errorsSayWhetherThereIsAPictureOfTheScreen() throws {
    var file = RadiometricBytes.FLIR(8, 6, values: values)
    file.extraLength = 5000
    let jpeg = file.jpeg(around: try Pictures.jpeg())
    for (bytes, wanted) in [
      (jpeg, true), (file.bytes, false), (Array(jpeg.prefix(900)), false),
      (Array(jpeg.dropLast(200)), false),
    ] {
      let error = #expect(throws: CamerasError.self) { try Pictures.read(bytes) }
      #expect(error?.hasScreenPicture == wanted && error?.path == "shot.jpg")
    }
  }

  @Test func aRecordBeyondTheEndIsAnError() throws {
    var file = RadiometricBytes.FLIR(8, 6, values: values)
    for extra in [5000, UInt32.max - 0x100] {
      file.extraLength = extra
      let error = #expect(throws: CamerasError.self) { try Pictures.read(file.bytes) }
      #expect(error?.code == .damaged && error?.message.contains("thermal image") == true)
    }
  }

  @Test(arguments: [0x18, 0x1C]) func aDirectoryBeyondTheEndIsAnError(_ place: Int) throws {
    var bytes = RadiometricBytes.FLIR(8, 6, values: values).bytes
    bytes.replaceSubrange(place..<place + 4, with: [0xFF, 0xFF, 0xFF, 0xFF])
    let error = #expect(throws: CamerasError.self) { try Pictures.read(bytes) }
    #expect(error?.message.contains("records from byte") == true)
  }

  @Test func anotherVersionIsUnsupported() throws {
    var bytes = RadiometricBytes.FLIR(8, 6, values: values).bytes
    bytes[0x16] = 9
    let error = #expect(throws: CamerasError.self) { try Pictures.read(bytes) }
    #expect(error?.code == .unsupported)
  }

  @Test func aSizeThatTheBytesDoNotFillIsAnError() throws {
    var file = RadiometricBytes.FLIR(8, 6, values: values)
    file.size.width = 40_000
    let error = #expect(throws: CamerasError.self) { try Pictures.read(file.bytes) }
    #expect(error?.code == .unsupported && error?.message.contains("40000x6") == true)
  }

  @Test func thePolicyLimitsTheThermalImage() throws {
    let file = RadiometricBytes.FLIR(8, 6, values: values)
    let policy = ImageDecodingPolicy(maximumPixelCount: 40)
    let error = #expect(throws: CamerasError.self) {
      try Pictures.read(file.bytes, policy: policy)
    }
    #expect(error?.code == .tooLarge)
  }

  @Test func withoutAThermalImageItIsAPicture() throws {
    var file = RadiometricBytes.FLIR(8, 6, values: values)
    file.thermal = nil
    #expect(try Pictures.read(file.jpeg(around: try Pictures.jpeg())) == nil)
    #expect(try Pictures.read(try Pictures.jpeg()) == nil)
    #expect(try Pictures.read(Array("text".utf8)) == nil)
  }

  @Test func aPhotoInPNGHoldsLuminanceAndChroma() throws {
    // A saturated blue, as Y, Cb and Cr.
    let color: [UInt8] = [60, 200, 110]
    let stored = Image(
      size: ImageSize(width: 16, height: 16), colorModel: .rgb,
      samples: .uint8((0..<256).flatMap { _ in color }))
    var file = RadiometricBytes.FLIR(8, 6, values: values)
    file.photo = try stored.encoded(as: .png)
    let photo = try #require(try Pictures.read(file.bytes)?.photo)
    guard case .uint8(let samples) = photo.samples else { throw UnexpectedDepth() }
    // By BT.601: R = Y + 1.402 (Cr - 128), B = Y + 1.772 (Cb - 128).
    let (red, green, blue) = (35, 48, 188)
    #expect(
      zip(samples.prefix(3).map(Int.init), [red, green, blue]).allSatisfy { abs($0 - $1) < 2 })
  }

  @Test func aPhotoThatCannotBeReadCostsThePairAlone() throws {
    var file = RadiometricBytes.FLIR(8, 6, values: values)
    file.photo = Array("no picture".utf8)
    let shot = try #require(try Pictures.read(file.bytes))
    let problem = "its photo cannot be read: neither JPEG nor PNG"
    #expect(shot.values == values && shot.photo == nil && shot.warnings == [problem])
    let error = #expect(throws: CamerasError.self) { try shot.alignedPair() }
    #expect(error?.code == .noPhoto && error?.message == problem)
  }

  @Test func whatIsOddInThePhotoIsToldOfThePair() throws {
    var file = RadiometricBytes.FLIR(8, 6, values: values)
    for (side, placed) in [(64, 2.0), (4, 1)] {
      file.photo = Array(try Pictures.jpeg(side, side).dropLast(2))  // without its end
      file.placement = (Float(placed), 0, 0)
      let shot = try #require(try Pictures.read(file.bytes))
      let told = try #require(shot.photo?.notes.warnings)
      #expect(!told.isEmpty && shot.warnings == [])
      #expect(try shot.alignedPair().photo.notes.warnings == told)
    }
  }
}

private struct UnexpectedDepth: Error {}
