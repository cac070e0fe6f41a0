// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Datasets
import Foundation
import Fusion
import Imaging
import TestBasics
import Testing

/// Odd files that people have, each with what is to come of it; see `cases/README.md` beside them.
@Suite(
  "odd files", .tags(.data),
  .enabled(if: casesFolder != nil, "no cases here; DAEFUSE_DATA names the folder of data"))
struct CaseTests {
  private func read(_ name: String, page: Int? = nil) throws -> Image {
    let path = "\(try #require(casesFolder))/\(name)"
    return try Image(contentsOf: path, policy: ImageDecodingPolicy(page: page))
  }

  /// The mean difference of two fused images, in gray levels.
  private func difference(_ a: Plane, _ b: Plane) -> Float {
    zip(a.values, b.values).map { abs($0 - $1) * 255 }.reduce(0, +) / Float(a.values.count)
  }

  /// Each file beside the README is in a test that says what is to come of it: one that is new
  /// there is missing here.
  @Test func everyFileIsInOneOfTheseTests() throws {
    let folder = try #require(casesFolder)
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    let images = files.filter { !isFolder("\(folder)/\($0)") && $0 != "README.md" }
    #expect(images.count > 30)
    #expect(Set(images).subtracting(Self.tested) == [])
  }

  private static let unitsOfOneScene = [
    "thermal16/ck_uint16.tiff", "thermal16/adc14.png", "celsius/celsius_f32.tif",
    "celsius/celsius_cold.tif", "tiff/ck_int16.tif", "tiff/deci_c_int16.tif", "tiff/uint32.tif",
    "celsius/celsius_inf.tif", "celsius/celsius_nodata.tif", "celsius/celsius_nan.tif",
  ]
  private static let oddJPEGs = [
    "header_junk", "before_eoi", "no_eoi", "jpeg_ff00_header", "junk_jpeg_header", "invalid_sos",
  ]
  private static let tested = Set(
    unitsOfOneScene + oddJPEGs.map { "jpeg/\($0).jpg" } + [
      "thermal16/vis.png", "thermal16/ir8.png", "celsius/vis.png", "jpeg/good.jpg", "jpeg/ir.jpg",
      "jpeg/invalid_sos_ir.jpg", "jpeg/comment_first.jpg", "jpeg/exif_first.jpg",
      "jpeg/oriented_ir.jpg", "tiff/10ct_32bit_128.tiff", "tiff/stack3.tif",
      "radiometric/FLIR_AX8.jpg", "radiometric/FLIR_B60.jpg", "radiometric/FLIR_E40.jpg",
      "radiometric/FLIR_B60_raw.png", "radiometric/FLIR_B60_swapped.png",
      "radiometric/FLIR_B60_vis.jpg", "radiometric/M2EA_DJI_0001_R.JPG",
      "radiometric/M3T_DJI_0001_R.JPG",
    ])

  /// Other units of one scene: nearly what its 8-bit image gives.
  @Test(arguments: unitsOfOneScene)
  func unitsDoNotMatter(_ name: String) async throws {
    let (first, second) = (try read("thermal16/vis.png"), try read(name))
    let method = ClassicalMethod.average
    let fused = try await PairFusion()(first, second, by: method).luminance()
    let wanted = try await PairFusion()(first, try read("thermal16/ir8.png"), by: method)
      .luminance()
    // Where pixels show nothing the other image is taken: nearly 5000 of 307200.
    #expect(difference(fused, wanted) < 4, "\(name)")
    let range = try #require(try PreparedPair(first, second, FusionOptions()).secondRange)
    if name.contains("ck_") || name.contains("uint32") {
      #expect(range.unit == .centikelvin && abs(range.low - 27815) < 60)
    }
  }

  @Test(arguments: ["inf", "nodata", "nan"])
  func pixelsThatShowNothingAreInvalid(_ kind: String) async throws {
    let (first, second) = (try read("celsius/vis.png"), try read("celsius/celsius_\(kind).tif"))
    let pair = try PreparedPair(first, second, FusionOptions())
    let validity = try #require(pair.luminances.secondValidity)
    #expect(validity.values.contains(0) && validity.values.contains(1))
    #expect(abs(try #require(pair.secondRange).low - 5.4) < 0.3)
  }

  /// They fuse with their partner; `good.jpg` is what most of them were made of.
  @Test(arguments: oddJPEGs)
  func whatViewersShowIsRead(_ name: String) async throws {
    let image = try read("jpeg/\(name).jpg")
    #expect(image.size.pixelCount > 60_000)
    #expect(image.notes.warnings.count == 1)
    let partner = try read("jpeg/\(name == "invalid_sos" ? "invalid_sos_ir" : "ir").jpg")
    var options = FusionOptions()
    options.resizesSecond = true
    let fused = try await PairFusion(options)(image, partner, by: ClassicalMethod.average)
    #expect(fused.size == image.size)
    let good = try read("jpeg/good.jpg")
    if good.size == image.size { #expect(difference(image.luminance(), good.luminance()) < 1) }
  }

  @Test func whatIsTrulyTruncatedIsAnError() throws {
    let path = "\(try #require(casesFolder))/jpeg/good.jpg"
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    try withTemporaryFolder { root in
      let cut = "\(root)/cut.jpg"
      try Data(bytes.prefix(bytes.count * 3 / 4)).write(to: URL(filePath: cut))
      let error = #expect(throws: ImagingError.self) { _ = try Image(contentsOf: cut).size }
      #expect(error?.code == .damaged)
    }
  }

  @Test func theOrientationIsFoundBehindAComment() throws {
    let image = try read("jpeg/comment_first.jpg")
    #expect(try image == read("jpeg/exif_first.jpg"))
    #expect(try image.size == read("jpeg/oriented_ir.jpg").size)
  }

  @Test func unsaidInterpretationsAndPagesAreRead() throws {
    let image = try read("tiff/10ct_32bit_128.tiff")
    #expect(image.size == ImageSize(width: 128, height: 128) && image.samples.depth == .float)
    let first = try read("tiff/stack3.tif")
    #expect(first.notes.warnings == ["has 3 pages, of which the first is read"])
    let third = try read("tiff/stack3.tif", page: 3)
    #expect(third.samples != first.samples && third.notes == ImageNotes())
  }

  @Test func theOrderOfBytesIsRecognized() throws {
    let images = try ["raw", "swapped"].map { try read("radiometric/FLIR_B60_\($0).png") }
    #expect(images[0].samples == images[1].samples)
    #expect(images.map(\.notes.warnings.count).reduce(0, +) == 1)
    #expect(try read("radiometric/FLIR_B60_vis.jpg").colorModel == .rgb)
  }

  /// Read by itself such a file is the picture of its camera's screen, and says so.
  @Test(arguments: [
    "FLIR_AX8.jpg", "FLIR_B60.jpg", "FLIR_E40.jpg", "M2EA_DJI_0001_R.JPG", "M3T_DJI_0001_R.JPG",
  ])
  func theScreensPictureIsNotTakenInSilence(_ name: String) throws {
    let warnings = try read("radiometric/\(name)").notes.warnings
    #expect(warnings.contains { $0.hasPrefix("is of a thermal camera: the picture of its screen") })
  }

  /// One file is a pair: the field of the thermal image in the photo's detail, in degrees.
  @Test(arguments: [("FLIR_AX8", 551, 413, 25.0), ("FLIR_B60", 279, 279, -15.0)])
  func aRadiometricFileIsAPair(_ name: String, _ width: Int, _ height: Int, _ degrees: Float)
    async throws
  {
    let path = "\(try #require(casesFolder))/radiometric/\(name).jpg"
    try await withTemporaryFolder { root in
      let plan = try FusionPlan(first: path, second: nil, output: "\(root)/fused.png")
      let pair = try #require(plan.pairs.first).read()
      #expect(pair.first.size == ImageSize(width: width, height: height))
      let range = try #require(
        try PreparedPair(pair.first, pair.second, FusionOptions()).secondRange)
      #expect(range.unit == .celsius && range.low < degrees && range.high > degrees)
      let fused = try await PairFusion()(pair.first, pair.second, by: ClassicalMethod.average)
      #expect(fused.size == pair.first.size)
    }
  }

  /// Without a photo in it a file is a thermal image: what its camera measured.
  @Test(arguments: [
    ("FLIR_E40.jpg", 160, 120), ("M2EA_DJI_0001_R.JPG", 640, 512),
    ("M3T_DJI_0001_R.JPG", 640, 512),
  ])
  func aRadiometricFileStandsForWhatItMeasured(_ name: String, _ width: Int, _ height: Int) throws {
    let folder = try #require(casesFolder)
    let pair = ImagePair(
      stem: "a", first: "\(folder)/thermal16/vis.png", second: "\(folder)/radiometric/\(name)")
    let images = try pair.read()
    #expect(images.second.size == ImageSize(width: width, height: height))
    #expect(pair.remarks(of: images).count == 1)
    let unit = images.second.foundRange()?.unit
    #expect(unit == (name.hasPrefix("FLIR") ? .celsius : nil))
    #expect(throws: (any Error).self) {
      try ImagePair(stem: "a", radiometric: pair.second).map { try $0.read() }
    }
  }
}

private let casesFolder: String? = {
  let path = DataFolderLocation.path.map { "\($0)/cases" }
  return path.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
}()
