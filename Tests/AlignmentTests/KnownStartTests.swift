// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging
import Scenes
import TestSupport
import Testing

@testable import Alignment

/// A geometry that is known but for a few pixels.
@Suite("aligning from a known start", .singleThreaded, .tags(.unit))
struct KnownStartTests {
  static let size = ImageSize(width: 240, height: 180)
  static let truth = Homography([1.55, 0.02, -12, -0.01, 1.6, 9, 0.0001, -0.00015, 1])

  private static func pair(_ seed: UInt64) throws -> (first: Plane, second: Plane) {
    let scene = RenderedScene(seed: seed, size: size, condition: .day)
    let back = try #require(truth.inverse)
    let second = scene.infrared.warped(by: back, to: ImageSize(width: 150, height: 112))
    return (scene.visible.luminance(), second.luminance())
  }

  private func error(_ geometry: Homography) -> Double {
    let points = [SIMD2(20.0, 15.0), SIMD2(130.0, 15.0), SIMD2(75.0, 56.0), SIMD2(20.0, 95.0)]
    return points.map { point in
      let offset = geometry(point) - Self.truth(point)
      return (offset * offset).sum().squareRoot()
    }.reduce(0, +) / 4
  }

  /// Turned by a degree and moved.
  private func moved(by x: Double, _ y: Double) -> Homography {
    .similarity(scale: 1.01, angle: 0.0175, x: x, y: y) * Self.truth
  }

  @Test(
    "from some pixels off it is found and sure",
    arguments: [(3.0, -2.0), (-3.0, -4.0), (9.0, -5.0), (-6.0, -9.0)])
  func near(_ x: Double, _ y: Double) throws {
    let (first, second) = try Self.pair(5)
    let start = moved(by: x, y)
    #expect(error(start) > 2)
    let found = try Aligner().refined(start, first, second)
    #expect(error(found.geometry) < 1, "\(error(found.geometry))")
    #expect(found.isConfident && found.foundShare > 0.6 && found.model == .homography)
    // Through the search of a rig, as --prior does it.
    let rig = try Aligner()(pairCount: 1, from: start) { _ in (first, second) }
    #expect(rig == found)
  }

  @Test("a start that is wrong is refused", arguments: [(30.0, 0.0), (-20.0, 25.0)])
  func wrong(_ x: Double, _ y: Double) throws {
    let (first, second) = try Self.pair(5)
    let found = try Aligner().refined(moved(by: x, y), first, second)
    #expect(error(found.geometry) > 5 && !found.isConfident, "\(found)")
  }

  @Test("the longer the way from the start, the less sure")
  func distance() throws {
    let (first, second) = try Self.pair(5)
    let found = try [3.0, 11].map { x in
      try Aligner().refined(.translation(x: x, y: 0) * Self.truth, first, second)
    }
    #expect(found.allSatisfy { error($0.geometry) < 2 })
    // 11 - 240 / 32 pixels of 240.
    let doubt = 10 * (11.0 / 240 - 1.0 / 32)
    #expect(abs(found[0].confidence - found[1].confidence - doubt) < 0.05, "\(found)")
    let off = try Aligner().refined(.translation(x: 40, y: 0) * Self.truth, first, second)
    let refused = #expect(throws: AlignmentError.self) { try off.requireConfidence() }
    #expect(refused?.message.contains(" as it stretches the image or lies far from its") == true)
  }

  @Test("from few pixels no more than a similarity is made", arguments: [4800, 12000])
  func fewPixels(_ count: Int) throws {
    let scene = RenderedScene(seed: 5, size: Self.size, condition: .day)
    let size = ImageSize(width: count / 60, height: 60)
    let shrunk = Homography.resizing(from: Self.size, to: size)
    let second = scene.infrared.warped(by: shrunk, to: size).luminance()
    let start = Homography.translation(x: 2, y: 2) * (try #require(shrunk.inverse))
    let found = try Aligner().refined(start, scene.visible.luminance(), second)
    #expect((found.model == .similarity) == (count < 8000), "\(found)")
    let searched = try Aligner()(scene.visible.luminance(), second)
    #expect(count > 8000 || searched.model == .similarity)
  }

  @Test("another scene is refused where the rig is right", arguments: [6, 7, 8])
  func otherScene(_ seed: UInt64) throws {
    let other = try Self.pair(seed).second
    // Upside down: streets are alike.
    let second = Plane(size: other.size, values: other.values.reversed())
    let first = try Self.pair(5).first
    // What sends the image to infinity is an error.
    let found = try? Aligner().refined(Self.truth, first, second)
    #expect(found?.isConfident != true)
  }

  @Test("a start that nothing betters keeps its own model's name")
  func unbettered() throws {
    let size = ImageSize(width: 120, height: 90)
    let flat = Plane(size: size, values: Array(repeating: 0.5, count: size.pixelCount))
    for (start, model) in [
      (Homography.translation(x: 2, y: 1), GeometryModel.similarity),
      (Homography([1.1, 0, 0, 0, 1, 0, 0, 0, 1]), .affine),
      (Homography([1, 0, 0, 0, 1, 0, 0.0001, 0, 1]), .homography),
    ] {
      let found = try Aligner().refined(start, flat, flat)
      #expect(found.model == model && found.geometry == start && !found.isConfident)
    }
  }
}
