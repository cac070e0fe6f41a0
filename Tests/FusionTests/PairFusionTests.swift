// SPDX-License-Identifier: Apache-2.0

import Fusion
import Imaging
import TestBasics
import Testing

/// What lies between images and luminances.
@Suite("fusing a pair of images by any method", .tags(.unit)) struct PairFusionTests {
  /// The second luminance as it came, as 8 bits show it.
  @Test("a method sees the second image in its range, at the first one's size")
  func rangeAndSize() async throws {
    let first = gray(16, 16) { _, _ in 0 }
    let second = Image(
      size: ImageSize(width: 32, height: 32), colorModel: .gray,
      samples: .uint16((0..<1024).map { $0 % 32 < 16 ? 7000 : 9000 }))
    var options = FusionOptions()
    options.resizesSecond = true
    options.secondRange = .values(low: 6000, high: 10000)
    let fused = try await PairFusion(options)(first, second, by: TakesSecond())
    #expect(fused.size == first.size)
    let row = fused.luminance().values.prefix(16).map { ($0 * 255).rounded() }
    #expect(row.prefix(7).allSatisfy { $0 == 64 } && row.suffix(7).allSatisfy { $0 == 191 })
  }

  @Test("deep images are fused in the range that they use, or in the whole one where that is named")
  func foundRanges() async throws {
    let levels = (0..<256).map { Float($0 % 16) / 15 }
    func image(_ samples: Image.Samples) -> Image {
      Image(size: ImageSize(width: 16, height: 16), colorModel: .gray, samples: samples)
    }
    let eight = image(.uint8(levels.map { UInt8(255 * $0) }))
    let deep = [
      image(.uint16(levels.map { UInt16(27815 + 3000 * $0) })),
      image(.float(levels.map { 30 * $0 - 20 })),
    ]
    for deep in deep {
      let pair = try PreparedPair(deep, eight, FusionOptions())
      #expect(pair.firstRange != nil && pair.secondRange == nil)
      for (found, wanted) in zip(pair.luminances.first.values, levels) {
        #expect(abs(found - wanted) < 0.07)
      }
      #expect(pair.luminances.second == eight.luminance())
      #expect(try PreparedPair(eight, deep, FusionOptions()).luminances.second.values[15] == 1)
      var options = FusionOptions()
      options.firstRange = .full
      let whole = try PreparedPair(deep, eight, options)
      #expect(whole.luminances.first == deep.luminance() && whole.firstRange == nil)
    }
  }

  @Test("the method is told what the options say")
  func context() async throws {
    var options = FusionOptions()
    (options.subject, options.tiling) = (.medical, .side(300))
    let image = gray(16, 16) { _, _ in 9 }
    let fused = try await PairFusion(options)(image, image, by: ShowsContext())
    #expect(fused.luminance().values.allSatisfy { $0 == 1 })
  }

  @Test("color and alpha come back, in 16 bits when asked for")
  func colorAndAlpha() async throws {
    let size = ImageSize(width: 16, height: 16)
    let alpha = Plane(size: size, values: (0..<256).map { Float(255 - $0 % 2) / 255 })
    let first = Image(
      size: size, colorModel: .rgb, samples: .uint8((0..<768).map { $0 % 3 == 0 ? 200 : 100 }),
      alpha: alpha)
    var options = FusionOptions()
    options.depth = .uint16
    let fused = try await PairFusion(options)(
      first, gray(16, 16) { _, _ in 120 }, by: TakesSecond())
    #expect(fused.alpha == alpha && fused.samples.depth == .uint16 && fused.colorModel == .rgb)
    #expect(fused.chroma().cr.values.allSatisfy { $0 > 0.6 })
  }

  @Test("a method looks through glare where that is asked for")
  func glare() async throws {
    let lamp = gray(48, 48) { _, _ in 255 }
    let person = gray(48, 48) { x, _ in x < 24 ? 20 : 120 }
    for isAsked in [false, true] {
      var options = FusionOptions()
      options.looksThroughGlare = isAsked
      let pair = try PreparedPair(lamp, person, options)
      let values = pair.luminances.first.values
      #expect(((values.min() ?? 1) < 0.9) == isAsked)
    }
  }

  @Test("a lean goes from what the method makes to either image, evenly at all pixels")
  func lean() async throws {
    let first = gray(16, 16) { x, _ in UInt8(10 * x) }
    let second = gray(16, 16) { _, y in UInt8(12 * y + 40) }
    for lean in [-1, -0.3, 0, 0.7, 1] {
      var options = FusionOptions()
      (options.lean, options.depth) = (lean, .float)
      let leaned = try await PairFusion(options)(first, second, by: Makes(0.6, 0.6)).luminance()
      let (image, share) = (lean < 0 ? first : second, Float(abs(lean)))
      for (index, value) in image.luminance().values.enumerated() {
        #expect(abs(leaned.values[index] - (0.6 + share * (value - 0.6))) < 1e-5)
      }
    }
  }

  @Test("the image that is leaned to has no less contrast than what the method makes")
  func leanKeepsContrast() async throws {
    let first = gray(16, 16) { _, _ in 0 }
    let second = gray(16, 16) { x, _ in x < 8 ? 100 : 150 }
    for (reach, gain) in [(25, 1.0), (35, 1.4), (90, 1.5)] {
      var options = FusionOptions()
      options.lean = 1
      let (low, high) = (Float(125 - reach) / 255, Float(125 + reach) / 255)
      let leaned = try await PairFusion(options)(first, second, by: Makes(low, high)).luminance()
      #expect(
        abs(Double(leaned.values[15] - leaned.values[0]) - gain * 50 / 255) < 2e-3, "\(reach)")
    }
  }

  @Test("what cannot be fused is refused with its reason and without a word on any command")
  func refusals() async throws {
    let (small, large) = (gray(15, 40) { _, _ in 1 }, gray(40, 40) { _, _ in 1 })
    try await expect(.tooSmall, "the second image is 15x40", large, small)
    try await expect(.unequalSizes, "40x40 and 41x40", large, gray(41, 40) { _, _ in 1 })
    var options = FusionOptions()
    options.tiling = .side(255)
    try await expect(.invalidTiling, "tiles of 255", large, large, options)
    options = FusionOptions()
    options.lean = 1.1
    try await expect(.invalidLean, "a lean of 1.1; -1 to 1 is wanted", large, large, options)
    options = FusionOptions()
    options.secondRange = .values(low: 2, high: 1)
    await #expect(throws: ImagingError.self) {
      try await PairFusion(options)(large, large, by: TakesSecond())
    }
  }

  private func expect(
    _ code: FusionError.Code, _ text: String, _ first: Image, _ second: Image,
    _ options: FusionOptions = FusionOptions()
  ) async throws {
    let error = try await #require(throws: FusionError.self) {
      try await PairFusion(options)(first, second, by: TakesSecond())
    }
    #expect(error.code == code && error.description.contains(text), "\(error)")
    #expect(!error.description.contains("--"), "\(error)")
  }
}

/// A method that makes two halves of every pair.
private struct Makes: FusionMethod {
  let name = "halves"
  private let levels: (left: Float, right: Float)

  init(_ left: Float, _ right: Float) { levels = (left, right) }

  func fuse(_ pair: LuminancePair, _ context: FusionContext) -> Plane {
    let width = pair.size.width
    return Plane(
      size: pair.size,
      values: (0..<pair.size.pixelCount).map {
        $0 % width < width / 2 ? levels.left : levels.right
      })
  }
}

/// A method that gives the second luminance back.
struct TakesSecond: FusionMethod {
  let name = "second"

  func fuse(_ pair: LuminancePair, _ context: FusionContext) -> Plane { pair.second }
}

/// White where the context is a medical one with tiles of 300, else black.
private struct ShowsContext: FusionMethod {
  let name = "context"

  func fuse(_ pair: LuminancePair, _ context: FusionContext) -> Plane {
    let isTold = context == FusionContext(subject: .medical, tiling: .side(300))
    return Plane(
      size: pair.size, values: [Float](repeating: isTold ? 1 : 0, count: pair.size.pixelCount))
  }
}

/// A gray image of 8 bits, of a rule for each column and row.
func gray(_ width: Int, _ height: Int, _ rule: (Int, Int) -> UInt8) -> Image {
  let samples = (0..<width * height).map { rule($0 % width, $0 / width) }
  return Image(
    size: ImageSize(width: width, height: height), colorModel: .gray, samples: .uint8(samples))
}
