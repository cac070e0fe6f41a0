// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging
import Scenes
import TestSupport
import Testing

@testable import Alignment

@Suite("aligning rendered scenes", .singleThreaded, .tags(.unit))
struct AlignerTests {
  /// The geometry between two cameras, the second one of fewer pixels.
  static let truths = [
    Homography([1.55, 0.02, -12, -0.01, 1.6, 9, 0.0001, -0.00015, 1]),
    Homography.similarity(scale: 1.1, angle: -0.03, x: 22, y: 14),
    // Eight degrees.
    Homography.similarity(scale: 1.3, angle: 0.14, x: 28, y: 4),
  ]

  @Test("a visible and an infrared image are laid on each other", arguments: truths.indices)
  func visibleAndInfrared(_ index: Int) throws {
    let truth = Self.truths[index]
    let scene = RenderedScene(seed: 5, size: ImageSize(width: 192, height: 144), condition: .day)
    let back = try #require(truth.inverse)
    let size = ImageSize(width: 120, height: 90)
    let second = scene.infrared.warped(by: back, to: size).luminance()
    let found = try Aligner()(scene.visible.luminance(), second)
    let points = [SIMD2(20.0, 15.0), SIMD2(100.0, 15.0), SIMD2(60.0, 45.0), SIMD2(20.0, 75.0)]
    let distances = points.map { point in
      let offset = found.geometry(point) - truth(point)
      return (offset.x * offset.x + offset.y * offset.y).squareRoot()
    }
    // 10 pixels of an image 640 wide, as real pairs are measured.
    #expect(distances.reduce(0, +) / 4 < 3, "\(distances)")
    #expect(found.score > 0.3 && found.isConfident)
    try found.requireConfidence()
    let known = try Aligner(model: .similarity).refined(truth, scene.visible.luminance(), second)
    #expect(known.score > 0.3 && known.model == .similarity && known.isConfident)
  }

  @Test("an image far longer than wide is not scaled to the other one's width")
  func elongated() throws {
    let scene = RenderedScene(seed: 5, size: ImageSize(width: 96, height: 72), condition: .day)
    let size = ImageSize(width: 16, height: 20_000)
    let long = Plane(size: size, values: (0..<size.pixelCount).map { Float($0 % 97) / 97 })
    #expect(throws: AlignmentError.self) { try Aligner()(scene.visible.luminance(), long) }
  }

  @Test("a geometry that is wrong is known to be", arguments: [2, 7, 11])
  func twoScenes(_ seed: UInt64) throws {
    let size = ImageSize(width: 192, height: 144)
    let scene = RenderedScene(seed: 5, size: size, condition: .day)
    let (first, right) = (scene.visible.luminance(), scene.infrared.luminance())
    let other = RenderedScene(seed: seed, size: size, condition: .day).infrared
    // Upside down: streets are alike.
    let wrong = Plane(size: size, values: other.luminance().values.reversed())
    let found = try Aligner()(first, wrong)
    #expect(found.confidence < 0.3)
    let error = #expect(throws: AlignmentError.self) { try found.requireConfidence() }
    #expect(error?.code == .unsure && error?.message.contains("30 % are wanted") == true)
    let pair = PairOfRig(finding: first, right)
    let search = try #require(PartSearch(.identity, pair))
    let shifted = try #require(PartSearch(.translation(x: 20, y: 12), pair))
    #expect(search.found().share > 0.5 && shifted.found().share < 0.2)
  }

  @Test("several pairs of one rig that show little each are one geometry's")
  func pooled() throws {
    let truth = Homography([0.85, 0.02, 22, -0.01, 0.84, 9, 0.0001, -0.00015, 1])
    let back = try #require(truth.inverse)
    let size = ImageSize(width: 160, height: 120)
    let pairs = (0..<4).map { index in
      let scene = RenderedScene(seed: UInt64(20 + index), size: size, condition: .night)
      var second = scene.infrared.warped(by: back, to: size).luminance()
      // A quarter of the scene for each.
      for pixel in 0..<size.pixelCount {
        let isRight = pixel % size.width >= size.width / 2
        let isBelow = pixel / size.width >= size.height / 2
        if isRight != (index % 2 == 1) || isBelow != (index >= 2) { second.values[pixel] = 0.5 }
      }
      return (scene.visible.luminance(), second)
    }
    let found = try Aligner()(pairCount: pairs.count) { pairs[$0] }
    let alone = try Aligner()(pairs[0].0, pairs[0].1)
    func error(_ found: FoundGeometry) -> Double {
      let offsets = [
        SIMD2(20.0, 15.0), SIMD2(140.0, 15.0), SIMD2(20.0, 105.0), SIMD2(140.0, 105.0),
      ]
      .map { found.geometry($0) - truth($0) }
      return offsets.reduce(0) { $0 + ($1 * $1).sum().squareRoot() } / 4
    }
    #expect(found.pairCount == 4 && error(found) < 2.5)
    #expect(error(alone) > 5 && !alone.isConfident)
  }

  @Test("pairs of two rigs are an error, and of many pairs so many are asked for")
  func poolingLimits() throws {
    let large = Plane(
      size: ImageSize(width: 40, height: 30), values: Array(repeating: 0, count: 1200))
    let small = Plane(size: ImageSize(width: 4, height: 3), values: Array(repeating: 0, count: 12))
    let error = #expect(throws: AlignmentError.self) {
      _ = try Aligner()(pairCount: 2) { $0 == 0 ? (large, large) : (large, small) }
    }
    #expect(error?.code == .size && error?.message.contains("one is of 40x30 and 4x3") == true)
    var asked: [Int] = []
    #expect(throws: AlignmentError.self) {
      _ = try Aligner()(pairCount: 64) {
        asked.append($0); return (large, small)
      }
    }
    #expect(asked == Array(stride(from: 0, to: 64, by: 4)))
  }

  @Test("an image with nothing to compare is an error")
  func tooSmall() {
    let strip = Plane(
      size: ImageSize(width: 300, height: 4), values: Array(repeating: 0, count: 1200))
    let scene = RenderedScene(seed: 5, size: ImageSize(width: 64, height: 48), condition: .day)
    let error = #expect(throws: AlignmentError.self) {
      _ = try Aligner()(scene.visible.luminance(), strip)
    }
    #expect(error?.code == .size && error?.message.contains("300x4") == true)
  }
}
