// SPDX-License-Identifier: Apache-2.0

import Flow
import Geometry
import Imaging
import Scenes
import TestSupport
import Testing

@testable import Alignment

@Suite("what around a picture shows nothing", .singleThreaded, .tags(.unit))
struct DeadBorderTests {
  private static let size = ImageSize(width: 192, height: 144)
  private static let secondSize = ImageSize(width: 120, height: 90)
  private static let truth = Homography.similarity(scale: 1.4, angle: -0.02, x: 16, y: 12)
  private static let scene = RenderedScene(seed: 5, size: size, condition: .day)

  /// The pictures that remain of an image with a border: full, in a frame, between bars, turned,
  /// round.
  enum Shape: CaseIterable {
    case whole, framed, letterboxed, turned, round

    func shows(_ x: Int, _ y: Int) -> Bool {
      let (u, v) = (Double(x) - 95.5, Double(y) - 71.5)
      switch self {
      case .whole: return true
      case .framed: return abs(u) < 80 && abs(v) < 64
      case .letterboxed: return abs(v) < 50
      case .turned:
        return abs(0.985 * u + 0.174 * v) < 84 && abs(0.985 * v - 0.174 * u) < 60
      case .round: return u * u + v * v < 70 * 70
      }
    }
  }

  @Test("a border is found whatever its shape and value", arguments: Shape.allCases)
  func shapes(_ shape: Shape) {
    for value: Float in [0, 0.5, 1] {
      var plane = Self.scene.visible.luminance()
      for pixel in plane.values.indices where !shape.shows(pixel % 192, pixel / 192) {
        // What a JPEG leaves beside an edge, up to three pixels from it.
        let (x, y) = (pixel % 192, pixel / 192)
        let isBeside = shape.shows(x + 3, y) || shape.shows(x - 3, y)
        plane.values[pixel] = value + (isBeside ? (value > 0 ? -0.04 : 0.04) : 0)
      }
      let mask = DeadBorder(plane).mask
      let wrong = plane.values.indices.filter { pixel in
        (mask.isEmpty ? false : mask[pixel]) == shape.shows(pixel % 192, pixel / 192)
      }
      // Things as dark as the border beside it belong to it.
      #expect(wrong.count < 192 * 144 / 50, "\(shape) \(value): \(wrong.count)")
      #expect(shape != .whole || mask.isEmpty)
    }
  }

  @Test("a plain sky above a skyline is no more than itself")
  func sky() {
    var plane = Self.scene.visible.luminance()
    for x in 0..<192 {
      // A roof that rises to row 20 in the middle, from 40 at the sides.
      for y in 0..<(20 + abs(x - 96) / 5) { plane.values[y * 192 + x] = 1 }
    }
    let mask = DeadBorder(plane).mask
    #expect(mask.enumerated().allSatisfy { !$1 || plane.values[$0] > 0.9 })
    let flat = Plane(size: Self.size, values: Array(repeating: 0.3, count: 192 * 144))
    #expect(DeadBorder(flat).mask.isEmpty)
  }

  private func error(_ found: Homography, _ truth: Homography) -> Double {
    let points = [SIMD2(20.0, 15.0), SIMD2(100.0, 15.0), SIMD2(60.0, 45.0), SIMD2(20.0, 75.0)]
    return points.map { point in
      let offset = found(point) - truth(point)
      return (offset * offset).sum().squareRoot()
    }.reduce(0, +) / 4
  }

  private func second() throws -> Plane {
    let back = try #require(Self.truth.inverse)
    return Self.scene.infrared.warped(by: back, to: Self.secondSize).luminance()
  }

  /// A picture in the middle of a larger one of a value.
  private func framed(_ plane: Plane, _ size: ImageSize, _ value: Float) -> Plane {
    let (x, y) = ((size.width - plane.size.width) / 2, (size.height - plane.size.height) / 2)
    var result = Plane(size: size, values: Array(repeating: value, count: size.pixelCount))
    for pixel in plane.values.indices {
      let (u, v) = (pixel % plane.size.width + x, pixel / plane.size.width + y)
      result.values[v * size.width + u] = plane.values[pixel]
    }
    return result
  }

  @Test("a framed photo and a letterboxed infrared image lie where they did without")
  func borders() throws {
    let first = framed(
      Self.scene.visible.luminance(), ImageSize(width: 256, height: 200), 0)
    let second = framed(try second(), ImageSize(width: 120, height: 130), 1)
    let truth =
      Homography.translation(x: 32, y: 28) * Self.truth * .translation(x: 0, y: -20)
    let found = try Aligner()(first, second)
    #expect(
      error(found.geometry * .translation(x: 0, y: 20), truth * .translation(x: 0, y: 20)) < 2)
    #expect(found.isConfident)
    let near = truth * .translation(x: 2, y: -1)
    let refined = try Aligner(model: .similarity).refined(near, first, second)
    #expect(
      error(refined.geometry * .translation(x: 0, y: 20), truth * .translation(x: 0, y: 20)) < 2)
  }

  @Test("pixels that were not seen have no edges")
  func unseen() throws {
    var (first, second) = (Self.scene.visible.luminance(), try second())
    // A block of each, as a mask of the rig or a dead part of the sensor leaves.
    for y in 40..<100 { for x in 60..<120 { first.values[y * 192 + x] = .nan } }
    for y in 0..<90 { for x in 95..<104 { second.values[y * 120 + x] = .nan } }
    let found = try Aligner()(first, second)
    #expect(error(found.geometry, Self.truth) < 3)
    #expect(found.score > 0.3)
    let gradients = OrientedGradients(SeenPlane(finding: first), blur: 2)
    #expect(gradients.values[41 * 192 + 61] == .zero)
    // Beside the block there is no edge along it.
    let flat = SeenPlane(
      finding: Plane(size: Self.size, values: first.values.map { $0.isNaN ? $0 : 0.5 }))
    #expect(OrientedGradients(flat, blur: 2).values.allSatisfy { $0 == .zero })
  }
}
