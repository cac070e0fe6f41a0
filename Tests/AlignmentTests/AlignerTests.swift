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
    #expect(error?.code == .unsure && error?.message.contains("35 % are wanted") == true)
    let search = try #require(PartSearch(.identity, first, right))
    let shifted = try #require(PartSearch(.translation(x: 20, y: 12), first, right))
    #expect(search.share() > 0.5 && shifted.share() < 0.2)
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
