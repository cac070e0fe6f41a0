// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

/// The range that an image's pixels use.
@Suite(.tags(.unit)) struct FoundRangeTests {
  private static let size = ImageSize(width: 160, height: 128)

  /// A scene of 200 levels, `scale` apart from `offset` on; most pixels are of the lower ones, as
  /// where a small warm body stands before a cool background.
  private func scene(offset: Float, scale: Float) -> [Float] {
    (0..<Self.size.pixelCount).map { index in
      let share = Float(index) / Float(Self.size.pixelCount)
      return offset + scale * (199 * share * share * share).rounded()
    }
  }

  private func gray(_ samples: Image.Samples, alpha: Plane? = nil) -> Image {
    Image(size: Self.size, colorModel: .gray, samples: samples, alpha: alpha)
  }

  private func isNear(_ range: BrightnessRange?, _ low: Float, _ high: Float) -> Bool {
    guard let range else { return false }
    let slack = 0.02 * (high - low)
    return abs(range.low - low) <= slack && abs(range.high - high) <= slack
  }

  @Test func imagesOfEightBitsAndNominalFloatsHaveNone() {
    #expect(gray(.uint8(scene(offset: 20, scale: 1).map { UInt8($0) })).foundRange() == nil)
    #expect(gray(.float(scene(offset: 0.1, scale: 0.001))).foundRange() == nil)
  }

  @Test func constantImagesOfSixteenBitsHaveNone() {
    let image = gray(.uint16([UInt16](repeating: 700, count: Self.size.pixelCount)))
    #expect(image.foundRange() == nil)
  }

  @Test(arguments: [(27815, 15), (-20, 0.15), (7000, 10), (0, 300)] as [(Float, Float)])
  func aSmallWarmBodyIsWithinTheRange(_ offset: Float, _ scale: Float) {
    let values = scene(offset: offset, scale: scale)
    let ends = (offset, offset + 199 * scale)
    #expect(isNear(gray(.float(values)).foundRange(), ends.0, ends.1))
    guard offset >= 0 else { return }
    let range = gray(.uint16(values.map { UInt16($0) })).foundRange()
    #expect(isNear(range, ends.0, ends.1))
    #expect(range?.levelCount == 200)
  }

  /// Values that are no levels of the scene: unseen areas, and single pixels of a faulty sensor.
  @Test(arguments: [0, 65535] as [Float]) func fillAndFaultsDropOut(_ fill: Float) {
    var values = scene(offset: 7000, scale: 10)
    for index in 0..<4000 { values[index * 5] = fill }
    for index in 0..<60 { values[index * 331] = Float(300 * index + 17) }
    #expect(isNear(gray(.uint16(values.map { UInt16($0) })).foundRange(), 7000, 8990))
    #expect(isNear(gray(.float(values)).foundRange(), 7000, 8990))
  }

  @Test func pixelsThatShowNothingHaveNoPart() {
    var values = scene(offset: 5, scale: 0.15)
    var opacity = [Float](repeating: 1, count: values.count)
    var isInvalid = [Bool](repeating: false, count: values.count)
    // Many levels each, which no percentile would leave out.
    for index in 0..<900 {
      values[index * 7] = [.nan, .infinity, -.infinity][index % 3]
      values[index * 7 + 1] = Float(-index)
      opacity[index * 7 + 1] = 0
      values[index * 7 + 2] = Float(1000 + index)
      isInvalid[index * 7 + 2] = true
    }
    let image = gray(.float(values), alpha: Plane(size: Self.size, values: opacity))
    #expect(isNear(image.foundRange(excluding: isInvalid), 5, 34.85))
    #expect(gray(.float(values.map { _ in .nan })).foundRange() == nil)
  }

  @Test func anUnmarkedFillIsFarFromFewValues() {
    let values = (0..<Self.size.pixelCount).map { $0 % 3 == 0 ? -9999 : Float(20 + $0 % 10) }
    #expect(
      gray(.float(values)).foundRange() == BrightnessRange(low: 20, high: 29, levelCount: 10))
  }

  @Test func fewLevelsAreAllKept() throws {
    let image = gray(.uint16((0..<Self.size.pixelCount).map { $0 % 2 == 0 ? 7000 : 9000 }))
    #expect(image.foundRange() == BrightnessRange(low: 7000, high: 9000, levelCount: 2))
    #expect(try image.luminance(mapping: .automatic).values.prefix(2) == [0, 1])
    #expect(try image.luminance(mapping: .full) == image.luminance())
  }

  @Test func photographsOfSixteenBitsStayAsTheyAre() throws {
    let image = gray(.uint16((0..<Self.size.pixelCount).map { UInt16($0 * 65535 / 20479) }))
    let mapped = try image.luminance(mapping: .automatic)
    for (found, whole) in zip(mapped.values, image.luminance().values) {
      #expect(abs(found - whole) < 0.02)
    }
  }

  @Test func colorKeepsItsHueWithinARange() {
    let size = ImageSize(width: 1, height: 1)
    let image = Image(size: size, colorModel: .rgb, samples: .uint16([1000, 3000, 2000]))
    let mapped = image.mapped(to: BrightnessRange(low: 0, high: 4000))
    #expect(mapped.samples == .float([0.25, 0.75, 0.5]))
  }
}
