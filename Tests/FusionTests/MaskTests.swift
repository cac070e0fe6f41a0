// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Imaging
import Scenes
import TestBasics
import Testing

@testable import Fusion

/// Where one sensor saw nothing, the other image is taken.
@Suite("validity masks", .tags(.unit)) struct MaskTests {
  static let size = ImageSize(width: 160, height: 120)
  static let scene = RenderedScene(seed: 3, size: size, condition: .day)
  static let visible = scene.visible.luminance()
  /// Nowhere black, as a camera's image is.
  static let infrared: Plane = {
    var plane = scene.infrared.luminance()
    plane.values = plane.values.map { 0.1 + 0.8 * $0 }
    return plane
  }()

  /// A wedge that a rotation leaves at the left border: 30 pixels wide at the top, none at row 90.
  static func isWedge(_ x: Int, _ y: Int) -> Bool { Double(x) < 30 - Double(y) / 3 }

  static func wedged(_ plane: Plane) -> Plane {
    var plane = plane
    for y in 0..<size.height {
      for x in 0..<size.width where isWedge(x, y) { plane.values[y * size.width + x] = 0 }
    }
    return plane
  }

  @Test("a wedge is found, and nothing else")
  func wedge() throws {
    let image = Self.wedged(Self.infrared)
    let mask = try #require(WedgeDetector(image: image, other: Self.visible).mask())
    let wrong = mask.isInvalid.indices.filter {
      mask.isInvalid[$0] != Self.isWedge($0 % Self.size.width, $0 / Self.size.width)
    }
    #expect(wrong.isEmpty)
    #expect(WedgeDetector(image: Self.infrared, other: Self.visible).mask() == nil)
    #expect(WedgeDetector(image: image, other: image).mask() == nil, "black in both is left alone")
  }

  @Test("a strip along a whole side is a wedge, a camera's frame of two pixels is none")
  func strip() throws {
    let mask = try #require(striped(7))
    #expect(mask.isInvalid.count { $0 } == 7 * Self.size.width)
    #expect(striped(2) == nil)
  }

  /// The mask of the infrared image with black rows at the bottom.
  private func striped(_ depth: Int) -> ValidityMask? {
    var image = Self.infrared
    for y in Self.size.height - depth..<Self.size.height {
      for x in 0..<Self.size.width { image.values[y * Self.size.width + x] = 0 }
    }
    return WedgeDetector(image: image, other: Self.visible).mask()
  }

  @Test("black content is none: round, fading, ragged or large")
  func content() {
    let (width, height) = (Self.size.width, Self.size.height)
    func isFound(_ value: (Int, Int) -> Float) -> Bool {
      let values = (0..<width * height).map { value($0 % width, $0 / width) }
      let image = Plane(size: Self.size, values: values)
      return WedgeDetector(image: image, other: Self.visible).mask() != nil
    }
    #expect(!isFound { x, y in (x - 80) * (x - 80) + (y - 60) * (y - 60) < 2500 ? 0.6 : 0 })
    #expect(!isFound { x, y in max(0, Float(y - 20) / 200) })
    #expect(!isFound { x, y in y < 15 + x * 7 % 11 ? 0 : 0.5 })
    #expect(!isFound { x, y in y < 50 ? 0 : 0.5 })
  }

  @Test("deep in a wedge the result is the other image, and at its border it has no step")
  func wedgeIsReplaced() async throws {
    func fused(_ infrared: Plane) async throws -> Plane {
      try await PairFusion()(
        Image(luminance: Self.visible), Image(luminance: infrared), by: ClassicalMethod.average
      ).luminance()
    }
    let (result, whole) = (
      try await fused(Self.wedged(Self.infrared)), try await fused(Self.infrared)
    )
    func index(_ x: Int, _ y: Int) -> Int { y * Self.size.width + x }
    for (x, y) in [(0, 10), (5, 20), (0, 30), (8, 5)] {
      #expect(abs(result.values[index(x, y)] - Self.visible.values[index(x, y)]) < 0.003)
    }
    // Brightness to either side of the border, over its length.
    func mean(_ plane: Plane, _ offset: Int) -> Float {
      let values = (0..<60).map { y in plane.values[index(30 - y / 3 + offset, y)] }
      return values.reduce(0, +) / Float(values.count)
    }
    for offset in -6...6 {
      let ends = [mean(whole, offset), mean(Self.visible, offset)]
      let least = ends.reduce(1, min) - 0.03
      #expect((least...ends.reduce(0, max) + 0.03).contains(mean(result, offset)), "\(offset)")
      #expect(abs(mean(result, offset) - mean(result, offset - 1)) < 0.06, "\(offset)")
    }
    #expect(abs(result.values[index(100, 100)] - whole.values[index(100, 100)]) < 0.003)
  }

  @Test("what lies between two strips is found, whatever part of the sides they cover")
  func corner() throws {
    func isOutside(_ x: Int, _ y: Int) -> Bool { x < 30 || y < 25 }
    var image = Self.infrared
    for index in image.values.indices
    where isOutside(index % Self.size.width, index / Self.size.width) { image.values[index] = 0 }
    let mask = try #require(WedgeDetector(image: image, other: Self.visible).mask())
    for index in mask.isInvalid.indices {
      let (x, y) = (index % Self.size.width, index / Self.size.width)
      #expect(mask.isInvalid[index] == isOutside(x, y), "\(x), \(y)")
    }
  }

  @Test("beyond a wedge's tip its margin goes on along the border of the image")
  func tip() throws {
    // Warping mixes black into pixels whose centers lie less than a pixel from the wedge.
    var image = Self.wedged(Self.infrared)
    for y in 90..<93 { image.values[y * Self.size.width] *= Float(y - 89) / 3 }
    let detector = WedgeDetector(image: image, other: Self.visible)
    let mask = try #require(detector.mask(margin: MaskedPair.margin))
    for y in 90..<93 { #expect(mask.isInvalid[y * Self.size.width], "\(y)") }
    #expect(!mask.isInvalid[110 * Self.size.width])
  }

  @Test("a shallow wedge stays as bright as what is beside it: it is no band")
  func shallowWedge() async throws {
    // 17 rows deep at the right, none at the left; the sky is light in one image, dark in the
    // other.
    func isWedge(_ x: Int, _ y: Int) -> Bool { 10 * y < x }
    let indices = 0..<Self.size.pixelCount
    let visible = Plane(size: Self.size, values: indices.map { $0 % 2 == 0 ? 0.71 : 0.69 })
    let dark = Plane(
      size: Self.size,
      values: indices.map { isWedge($0 % Self.size.width, $0 / Self.size.width) ? 0 : 0.15 })
    var options = FusionOptions()
    (options.firstRange, options.secondRange) = (.full, .full)
    let fused = try await PairFusion(options)(
      Image(luminance: visible, depth: .uint16), Image(luminance: dark, depth: .uint16),
      by: ClassicalMethod.average
    ).luminance()
    for row in 0..<60 {
      let values = fused.values[row * Self.size.width..<(row + 1) * Self.size.width]
      #expect(abs(values.reduce(0, +) / Float(values.count) - 0.425) < 0.01, "\(row)")
    }
    let detail = abs(fused.values[100] - fused.values[101])
    #expect(abs(detail - 0.02) < 0.002, "inside, detail is the other image's own")
  }

  @Test("holes of alpha and not-a-number show the other image", arguments: [true, false])
  func holes(_ isAlpha: Bool) async throws {
    let (width, hole) = (Self.size.width, 40..<90)
    func isHole(_ index: Int) -> Bool {
      hole.contains(index % width) && hole.contains(index / width)
    }
    let values = Self.infrared.values.enumerated().map { isHole($0) && !isAlpha ? .nan : $1 }
    let alpha = values.indices.map { isHole($0) ? Float(0) : 1 }
    let second = Image(
      size: Self.size, colorModel: .gray, samples: .float(values),
      alpha: isAlpha ? Plane(size: Self.size, values: alpha) : nil)
    for method in ClassicalMethod.allCases {
      let fused = try await PairFusion()(Image(luminance: Self.visible), second, by: method)
        .luminance()
      // Its middle; beside it brightness goes over.
      for (x, y) in [(60, 60), (65, 65), (70, 62)] {
        let index = y * width + x
        #expect(abs(fused.values[index] - Self.visible.values[index]) < 0.003)
      }
      #expect(fused.values.allSatisfy { $0.isFinite })
    }
  }

  @Test("brightness is compared where both sensors saw something, and nowhere else")
  func ringOfBoth() {
    let size = ImageSize(width: 100, height: 40)
    func mask(_ columns: Range<Int>) -> ValidityMask {
      ValidityMask(
        size: size, isInvalid: (0..<size.pixelCount).map { columns.contains($0 % size.width) })
    }
    func plane(_ value: (Int) -> Float) -> Plane {
      Plane(size: size, values: (0..<size.pixelCount).map { value($0 % size.width) })
    }
    let pair = MaskedPair(
      plane { $0 < 40 ? 0 : 0.3 }, plane { (40..<60).contains($0) ? 0 : 0.6 },
      MaskPlan(mask(0..<40), mask(40..<60)))
    let row = 20 * size.width
    for x in [5, 30, 35] { #expect(abs(pair.luminances.first.values[row + x] - 0.6) < 1e-6) }
  }

  @Test("where both images end at one line, each is taken up to it")
  func endsAtOneLine() {
    let size = ImageSize(width: 100, height: 40)
    func half(_ isInvalid: (Int) -> Bool) -> ValidityMask {
      ValidityMask(
        size: size, isInvalid: (0..<size.pixelCount).map { isInvalid($0 % size.width) })
    }
    func plane(_ value: (Int) -> Float) -> Plane {
      Plane(size: size, values: (0..<size.pixelCount).map { value($0 % size.width) })
    }
    let (first, second) = (plane { $0 < 50 ? 0.5 : 0 }, plane { $0 < 50 ? 0 : 0.6 })
    let pair = MaskedPair(
      first, second, MaskPlan(half { $0 >= 50 }, half { $0 < 50 }))
    let fused = Plane(
      size: size,
      values: zip(pair.luminances.first.values, pair.luminances.second.values).map { ($0 + $1) / 2 }
    )
    for (index, value) in pair.composite(fused).values.enumerated() {
      #expect((0.49...0.61).contains(value), "column \(index % size.width)")
    }
  }

  @Test("beside a deep mask no stripe is brighter than both the result and the other image")
  func noStripe() {
    let size = ImageSize(width: 160, height: 120)
    let indices = 0..<size.pixelCount
    let visible = Plane(size: size, values: indices.map { _ in 0.2 })
    // Bright below: a mean over many rows says little of one of them.
    let infrared = Plane(size: size, values: indices.map { $0 / size.width < 60 ? 0.3 : 0.9 })
    let mask = ValidityMask(size: size, isInvalid: indices.map { $0 % size.width >= 100 })
    let pair = MaskedPair(visible, infrared, MaskPlan(nil, mask))
    let fused = Plane(
      size: size,
      values: zip(pair.luminances.first.values, pair.luminances.second.values).map { ($0 + $1) / 2 }
    )
    let result = pair.composite(fused)
    for index in indices where index / size.width < 60 {
      #expect((0.199...0.251).contains(result.values[index]), "pixel \(index)")
    }
  }

  @Test("what a source did not see gives no color", arguments: [true, false])
  func neutralChroma(_ isSecond: Bool) async throws {
    let size = ImageSize(width: 64, height: 64)
    let (red, blue): ([UInt8], [UInt8]) = ([255, 0, 0], [0, 90, 200])
    let colors = (0..<size.pixelCount).flatMap { $0 % 64 < 32 ? red : blue }
    let alpha = (0..<size.pixelCount).map { $0 % 64 < 32 ? Float(0) : 1 }
    let color = Image(
      size: size, colorModel: .rgb, samples: .uint8(colors),
      alpha: Plane(size: size, values: alpha))
    let other = gray(64, 64) { _, _ in 120 }
    let fused = try await PairFusion()(
      isSecond ? other : color, isSecond ? color : other, by: ClassicalMethod.average)
    let row = Array(fused.chroma().cr.values[30 * 64..<31 * 64])
    for x in [5, 30] { #expect(abs(row[x] - 0.5) < 0.005) }
    #expect(row[60] < 0.45)
  }

  @Test("what is taken from the second image is opaque, what neither saw is not")
  func opaque() async throws {
    let size = ImageSize(width: 64, height: 64)
    func image(_ unseen: Int) -> Image {
      let alpha = (0..<size.pixelCount).map { $0 % 64 < unseen ? Float(0) : 1 }
      return Image(
        size: size, colorModel: .gray, samples: gray(64, 64) { x, _ in UInt8(60 + x) }.samples,
        alpha: Plane(size: size, values: alpha))
    }
    let fused = try await PairFusion()(image(32), image(8), by: ClassicalMethod.average)
    let alpha = try #require(fused.alpha).values
    let row = Array(alpha[30 * 64..<31 * 64])
    #expect(row[2] == 0 && row[20] == 1 && row[31] == 1 && row[60] == 1)
  }

  @Test("a no-data value in the file's own units shows the other image, and has no part in a range")
  func noData() async throws {
    func fused(_ value: Float?, _ noData: [Double]) async throws -> Plane {
      // Degrees from 10 to 30, and a hole.
      let degrees = Self.infrared.values.enumerated().map { index, number in
        let (x, y) = (index % Self.size.width, index / Self.size.width)
        let isHole = (40..<100).contains(x) && (30..<90).contains(y)
        return isHole ? value ?? .nan : 10 + 20 * number
      }
      var options = FusionOptions()
      (options.secondNoData, options.secondRange) = (noData, .percentiles(low: 0, high: 100))
      return try await PairFusion(options)(
        Image(luminance: Self.visible),
        Image(size: Self.size, colorModel: .gray, samples: .float(degrees)),
        by: ClassicalMethod.average
      ).luminance()
    }
    let wanted = try await fused(nil, [])
    #expect(try await fused(-9999, [5, -9999]) == wanted)
    #expect(try await fused(.infinity, []) == wanted, "no number that could be shown")
    #expect(try await fused(-9999, [5]) != wanted)
  }

  @Test(
    "beside an image without a valid pixel the other one is the result, color and black and all",
    arguments: [true, false], ["alpha", "nan", "no data"])
  func unseen(_ isFirst: Bool, _ reason: String) async throws {
    let size = ImageSize(width: 64, height: 64)
    let count = size.pixelCount
    // A black wedge at the left, which is content here, and color right of it.
    let other = Image(
      size: size, colorModel: .rgb,
      samples: .uint8(
        (0..<count).flatMap { pixel -> [UInt8] in
          let (x, y) = (pixel % 64, pixel / 64)
          return Double(x) < 20 - Double(y) / 4 ? [0, 0, 0] : [200, UInt8(60 + x), 90]
        }))
    let pixel: [UInt8] = reason == "alpha" ? [250, 30, 128] : [128, 128, 128]
    let samples = (0..<count).flatMap { _ in pixel }
    let unseen = Image(
      size: size, colorModel: .rgb,
      samples: reason == "nan" ? .float(samples.map { _ in .nan }) : .uint8(samples),
      alpha: reason == "alpha"
        ? Plane(size: size, values: [Float](repeating: 0, count: count)) : nil)
    var options = FusionOptions()
    if reason == "no data" { (options.firstNoData, options.secondNoData) = ([128], [128]) }
    let fused = try await PairFusion(options)(
      isFirst ? unseen : other, isFirst ? other : unseen, by: ClassicalMethod.average)
    let wanted = other.luminance().values
    #expect(zip(fused.luminance().values, wanted).allSatisfy { abs($0 - $1) < 0.01 })
    let (cr, wantedCr) = (fused.chroma().cr.values, other.chroma().cr.values)
    #expect(zip(cr, wantedCr).allSatisfy { abs($0 - $1) < 0.01 })
    #expect(fused.alpha?.values.allSatisfy { $0 == 1 } ?? true)
  }

  @Test("a panel shows the second image as it was fused, without no-data values in its range")
  func panel() throws {
    func panel(_ hole: Float) throws -> Image {
      var values = Self.infrared.values
      values[0] = hole
      var options = FusionOptions()
      (options.secondNoData, options.secondRange) = ([-9999], .percentiles(low: 0, high: 100))
      let first = Image(luminance: Self.visible)
      let second = Image(size: Self.size, colorModel: .gray, samples: .float(values))
      return try .panel(first: first, second: second, fused: first, options: options)
    }
    #expect(try panel(-9999) == panel(.nan))
  }

  @Test("all samples of a color have to be the value, and the other image has values of its own")
  func noDataOfEach() {
    let size = ImageSize(width: 3, height: 1)
    let image = Image(
      size: size, colorModel: .rgb, samples: .uint8([7, 7, 7, 7, 7, 8, 0, 0, 0]))
    #expect(image.statedMask(noData: [7])?.isInvalid == [true, false, false])
    #expect(image.statedMask(noData: [0, 7])?.isInvalid == [true, false, true])
    #expect(image.statedMask(noData: [8]) == nil && image.statedMask() == nil)
  }

  @Test("a method is given no border, and is told where nothing was seen")
  func filled() async throws {
    let pair = try PreparedPair(
      Image(luminance: Self.visible), Image(luminance: Self.wedged(Self.infrared)),
      FusionOptions()
    ).luminances
    #expect(pair.firstValidity == nil)
    let validity = try #require(pair.secondValidity)
    #expect(validity.values[0] == 0 && validity.values.last == 1)
    #expect(pair.second.values[0] > 0.05)
    #expect(pair.second.values.last.map { $0 == 0 } == false)
  }

  @Test("the mean of the whole image leaves invalid pixels out")
  func means() async {
    let (first, second) = (Self.visible, Self.infrared)
    let validity = Plane(
      size: Self.size,
      values: (0..<Self.size.pixelCount).map { $0 % Self.size.width < 40 ? 0 : 1 })
    var odd = second
    for index in odd.values.indices where validity.values[index] == 0 { odd.values[index] = 1 }
    func fused(_ second: Plane) async -> Plane {
      await CentredMaximum.photographic.fuse(
        LuminancePair(first: first, second: second, secondValidity: validity), FusionContext())
    }
    let (plain, changed) = (await fused(second), await fused(odd))
    for index in plain.values.indices where validity.values[index] == 1 {
      #expect(abs(plain.values[index] - changed.values[index]) < 1e-6)
    }
  }

  @Test(
    "no method's picture depends, far away, on what fills pixels that were not seen",
    arguments: ClassicalMethod.allCases)
  func farAway(_ method: ClassicalMethod) async {
    let size = ImageSize(width: 360, height: 24)
    let scene = RenderedScene(seed: 3, size: size, condition: .night)
    let (first, second) = (scene.visible.luminance(), scene.infrared.luminance())
    let validity = Plane(
      size: size, values: (0..<size.pixelCount).map { $0 % size.width < 160 ? 0 : 1 })
    func fused(_ value: Float) async -> Plane {
      let values = zip(second.values, validity.values).map { $1 > 0 ? $0 : value }
      return await method.fuse(
        LuminancePair(
          first: first, second: Plane(size: size, values: values), secondValidity: validity),
        FusionContext())
    }
    let (black, white) = (await fused(0), await fused(1))
    // Guided filters of radius 45 after means over 15 pixels, twice: some 150 pixels.
    for index in black.values.indices where index % size.width >= 320 {
      #expect(abs(black.values[index] - white.values[index]) < 1e-6, "\(index)")
    }
  }

  @Test("means of a pair that no pixel of was seen in both are over all pixels")
  func nothingInCommon() {
    let halves = [true, false].map { left in
      Plane(
        size: Self.size,
        values: (0..<Self.size.pixelCount).map { ($0 % Self.size.width < 80) == left ? 1 : 0 })
    }
    let pixels = MeasuredPixels(
      LuminancePair(
        first: Self.visible, second: Self.infrared, firstValidity: halves[0],
        secondValidity: halves[1]))
    #expect(pixels.first == halves[0] && pixels.second == halves[1] && pixels.both == nil)
  }
}
