// SPDX-License-Identifier: Apache-2.0

import Fusion
import Geometry
import Imaging
import TestBasics
import Testing

@Suite("warping", .tags(.unit))
struct WarpTests {
  private let size = ImageSize(width: 40, height: 32)

  /// An image of which each value follows from its place.
  private func image(_ size: ImageSize, _ value: (Double, Double) -> Double) -> Image {
    let values = (0..<size.pixelCount).map {
      Float(value(Double($0 % size.width), Double($0 / size.width)))
    }
    return Image(size: size, colorModel: .gray, samples: .float(values))
  }

  private func values(_ image: Image) -> [Float] {
    guard case .float(let values) = image.samples else { return [] }
    return values
  }

  @Test("what lies where it was is what it was, opaque, with what its file said")
  func identity() {
    var color = Image(
      size: size, colorModel: .rgb, samples: .uint8((0..<3 * 1280).map { UInt8($0 * 7 % 251) }))
    color.notes.unit = .celsius
    #expect(color.warped(by: .identity, to: size) == color)
  }

  @Test("a parabola goes exactly where the geometry sends it")
  func parabola() throws {
    // Cubic convolution is exact for second degrees (Keys 1981, section IV).
    func scene(_ x: Double, _ y: Double) -> Double {
      0.3 * x - 0.1 * y + 0.01 * x * x - 0.004 * x * y
    }
    let geometry = Homography([1.4, 0.1, -6, -0.2, 1.2, 5, 0.001, -0.0005, 1])
    let back = try #require(geometry.inverse)
    let warped = image(size, scene).warped(by: geometry, to: size)
    let coverage = try #require(warped.alpha).values
    #expect(coverage.contains(0) && coverage.contains(1))
    var checked = 0
    for (pixel, value) in values(warped).enumerated() {
      let place = back(SIMD2(Double(pixel % 40), Double(pixel / 40)))
      let isInside = (-0.5...39.5).contains(place.x) && (-0.5...31.5).contains(place.y)
      #expect(coverage[pixel] == (isInside ? 1 : 0))
      // Where no tap is beyond the border.
      guard (1..<38).contains(place.x), (1..<30).contains(place.y) else { continue }
      checked += 1
      #expect(abs(Double(value) - scene(place.x, place.y)) < 1e-4)
    }
    #expect(checked > 500)
  }

  @Test("a picture that shrinks counts each of its pixels")
  func shrinking() {
    // Stripes finer than the result's pixels are gray, and not those that a few pixels make.
    let half = ImageSize(width: 10, height: 8)
    let striped = image(size) { x, _ in x.truncatingRemainder(dividingBy: 2) }
    let small = striped.warped(by: .resizing(from: size, to: half), to: half)
    #expect(small.alpha == nil)
    for (pixel, value) in values(small).enumerated() where (2...7).contains(pixel % 10) {
      #expect(abs(value - 0.5) < 0.01)
    }
  }

  @Test("whole samples are rounded and clamped, with 16 bits as with 8")
  func wholeSamples() {
    func step(_ low: Int, _ high: Int) -> [Int] { (0..<1280).map { $0 % 40 < 20 ? low : high } }
    let shift = Homography.translation(x: 0.5, y: 0)
    let bytes = Image(
      size: size, colorModel: .gray, samples: .uint8(step(0, 255).map(UInt8.init)))
    let words = Image(
      size: size, colorModel: .gray, samples: .uint16(step(100, 65535).map(UInt16.init)))
    guard case .uint8(let few) = bytes.warped(by: shift, to: size).samples,
      case .uint16(let many) = words.warped(by: shift, to: size).samples
    else { return #expect(Bool(false)) }
    #expect(Array(few[18...22]) == [0, 0, 128, 255, 255])
    // 1/16 of the step below and above it: -1/16, 9/16, 9/16, -1/16 are the weights.
    #expect(Array(many[18...22]) == [100, 0, 32818, 65535, 65535])
  }

  @Test("bytes and words are the rounded sums of floats, in gray and in color")
  func samples() throws {
    let geometry = Homography([1.1, 0.1, -3, -0.1, 1.2, 2, 0.001, -0.0005, 1])
    for (model, count) in [(Image.ColorModel.gray, 1280), (.rgb, 3840)] {
      func warped(_ samples: Image.Samples) -> Image {
        Image(size: size, colorModel: model, samples: samples).warped(by: geometry, to: size)
      }
      // Steps from black to white and back, so that sums leave what the types hold.
      let bytes = (0..<count).map { UInt8($0 * 7919 % 7 < 3 ? 0 : 255) }
      let ofFloats = warped(.float(bytes.map { Float($0) }))
      let ofBytes = warped(.uint8(bytes))
      let ofWords = warped(.uint16(bytes.map { UInt16($0) * 257 }))
      guard case .uint8(let few) = ofBytes.samples, case .uint16(let many) = ofWords.samples else {
        return #expect(Bool(false))
      }
      let sums = values(ofFloats)
      #expect(sums.contains { $0 < -1 } && sums.contains { $0 > 256 })
      #expect(few == sums.map { UInt8(clamping: Int($0.rounded())) })
      #expect(
        zip(many, sums).allSatisfy { abs(Float($0) - min(max($1 * 257, 0), 65535)) < 0.55 })
      #expect(ofBytes.alpha == ofFloats.alpha && ofWords.alpha == ofFloats.alpha)
    }
  }

  @Test("the colors of a picture go as three gray pictures would, at its borders too")
  func channels() throws {
    let geometry = Homography.similarity(scale: 1.05, angle: 0.02, x: -2, y: -1)
    let numbers = (0..<3840).map { Float($0 * 7919 % 251) }
    let color = Image(size: size, colorModel: .rgb, samples: .float(numbers))
    let together = values(color.warped(by: geometry, to: size))
    for channel in 0..<3 {
      let gray = Image(
        size: size, colorModel: .gray,
        samples: .float((0..<1280).map { numbers[3 * $0 + channel] }))
      let alone = values(gray.warped(by: geometry, to: size))
      #expect(alone == (0..<1280).map { together[3 * $0 + channel] })
    }
  }

  @Test("what shows nothing is not mixed with what does")
  func invalidPixels() throws {
    var numbers = [Float](repeating: 0.5, count: 1280)
    numbers[16 * 40 + 20] = .nan
    let holed = Image(size: size, colorModel: .gray, samples: .float(numbers))
    let shift = Homography.translation(x: 0.5, y: 0)
    let warped = holed.warped(by: shift, to: size)
    let coverage = try #require(warped.alpha).values
    #expect(values(warped).allSatisfy { $0 == 0 || abs($0 - 0.5) < 1e-6 })
    #expect((0..<1280).filter { coverage[$0] == 0 } == (19...22).map { 16 * 40 + $0 })

    var opacity = Plane(size: size, values: [Float](repeating: 1, count: 1280))
    opacity.values[16 * 40 + 20] = 0
    let clear = Image(
      size: size, colorModel: .gray, samples: .uint8(Array(repeating: 90, count: 1280)),
      alpha: opacity)
    let moved = try #require(clear.warped(by: shift, to: size).alpha).values
    #expect((0..<1280).filter { moved[$0] == 0 } == (19...22).map { 16 * 40 + $0 })
  }

  @Test("fusion takes the first image where the second one does not reach, with a soft edge")
  func fusing() async throws {
    let size = ImageSize(width: 96, height: 64)
    let first = image(size) { x, y in 0.4 + 0.1 * (x + y).truncatingRemainder(dividingBy: 2) }
    let second = image(size) { _, _ in 0.9 }
    let moved = second.warped(by: .translation(x: 48, y: 0), to: size)
    let fused = try await PairFusion()(first, moved, by: SecondImage()).luminance().values
    let row = 32 * 96
    #expect(abs(fused[row + 10] - first.luminance().values[row + 10]) < 0.01)
    #expect(abs(fused[row + 90] - 0.9) < 0.01)
    let edge = zip(fused[(row + 42)..<(row + 72)], fused[(row + 40)..<(row + 70)])
    let step = edge.map { abs($0 - $1) }.max() ?? 1
    #expect(step < 0.2)
  }
}

/// The second luminance as it is.
private struct SecondImage: FusionMethod {
  let name = "second"
  func fuse(_ pair: LuminancePair, _ context: FusionContext) -> Plane { pair.second }
}
