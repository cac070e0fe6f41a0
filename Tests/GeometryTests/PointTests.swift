// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging
import TestBasics
import Testing

@Suite("geometry from points", .tags(.unit))
struct PointTests {
  private static let size = ImageSize(width: 320, height: 256)
  private static let corners = [SIMD2(10.0, 20.0), SIMD2(300, 15), SIMD2(290, 240), SIMD2(5, 230)]
  private static let inside = [SIMD2(100.0, 90.0), SIMD2(200.0, 140.0), SIMD2(150.0, 60.0)]

  static let truths: [(GeometryModel, Homography, count: Int)] = [
    (.similarity, .similarity(scale: 1.7, angle: 0.1, x: -20, y: 31), 2),
    (.affine, Homography([1.5, 0.1, -20, -0.2, 1.8, 31, 0, 0, 1]), 3),
    (.homography, Homography([1.5, 0.1, -20, -0.2, 1.8, 31, 0.0004, -0.0003, 1]), 4),
  ]

  private func matches(_ geometry: Homography, _ points: [SIMD2<Double>]) -> [PointMatch] {
    points.map { PointMatch(first: geometry($0), second: $0) }
  }

  @Test("a homography's nearest affine map and similarity have no perspective")
  func nearest() {
    let size = ImageSize(width: 120, height: 90)
    let bent = Homography([1.55, 0.02, -12, -0.01, 1.6, 9, 0.0001, -0.00015, 1])
    let (affine, similarity) = (
      bent.nearest(.affine, over: size), bent.nearest(.similarity, over: size)
    )
    #expect(affine.elements[6] == 0 && affine.elements[7] == 0)
    #expect(abs(similarity.elements[0] - similarity.elements[4]) < 1e-9)
    #expect(abs(similarity.elements[1] + similarity.elements[3]) < 1e-9)
    #expect(bent.nearest(.homography, over: size) == bent)
    for (map, limit) in [(affine, 2.5), (similarity, 4.0)] {
      let offsets = size.corners.map { map($0) - bent($0) }
      #expect(offsets.allSatisfy { ($0 * $0).sum().squareRoot() < limit }, "\(offsets)")
    }
  }

  @Test("as few points as a model wants give it, more of them give the same", arguments: 0..<3)
  func exact(_ index: Int) throws {
    let (model, truth, count) = Self.truths[index]
    for points in [Array(Self.corners.prefix(count)), Self.corners + Self.inside] {
      let found = try #require(Homography(matches(truth, points), model: model))
      for point in Self.corners + Self.inside {
        let offset = found(point) - truth(point)
        #expect(abs(offset.x) < 1e-6 && abs(offset.y) < 1e-6, "\(offset)")
      }
    }
    let tooFew = matches(truth, Array(Self.corners.prefix(count - 1)))
    #expect(Homography(tooFew, model: model) == nil)
  }

  @Test("a point outside of its image is refused")
  func outside() throws {
    for place in [SIMD2(-0.6, 3), SIMD2(320, 3), SIMD2(3, 255.6), SIMD2(.nan, 3)] {
      var points = matches(.identity, Self.corners)
      points[2].second = place
      let error = #expect(throws: RigError.self) {
        try Rig(points, model: .homography, firstSize: Self.size, secondSize: Self.size)
      }
      #expect(error?.message.contains("outside of the second image of 320x256") == true)
    }
  }

  @Test("points that are a little off are fitted, and the rig says by how much")
  func fitted() throws {
    let truth = Homography.translation(x: 10, y: 10) * Self.truths[2].1
    var points = matches(truth, Self.corners + Self.inside)
    for index in points.indices {
      points[index].first += index % 2 == 0 ? SIMD2(1, 0) : SIMD2(0, -1)
    }
    let rig = try Rig(
      points, model: .homography, firstSize: ImageSize(width: 640, height: 512),
      secondSize: Self.size)
    let residual = try #require(rig.origin?.residual)
    #expect(residual > 0.3 && residual < 1)
    #expect(rig.origin?.score == nil && rig.origin?.model == .homography)
    let offset = rig.geometry(SIMD2(150, 120)) - truth(SIMD2(150, 120))
    #expect(abs(offset.x) < 1.5 && abs(offset.y) < 1.5)
  }

  @Test("points that say nothing are an error that says why")
  func errors() throws {
    let line = [SIMD2(0.0, 0.0), SIMD2(10.0, 10.0), SIMD2(20, 20), SIMD2(30, 30)]
    let mirrored = Self.corners.map { PointMatch(first: SIMD2(319 - $0.x, $0.y), second: $0) }
    let one = Array(repeating: SIMD2(3.0, 4.0), count: 4)
    let bad: [([PointMatch], String)] = [
      (matches(.identity, line), "one line"), (matches(.identity, one), "one line"),
      (mirrored, "mirrored"),
      (matches(.identity, [SIMD2(1, 2)]), "1 points are given; 4 at least are wanted"),
    ]
    for (points, message) in bad {
      let error = #expect(throws: RigError.self) {
        try Rig(points, model: .homography, firstSize: Self.size, secondSize: Self.size)
      }
      #expect(error?.code == .points)
      #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }
  }

  @Test("a rig is told in words")
  func words() {
    let first = ImageSize(width: 640, height: 480)
    func rig(_ geometry: Homography) -> Rig {
      Rig(firstSize: first, secondSize: Self.size, geometry: geometry)
    }
    let half = rig(
      .translation(x: 12, y: -4)
        * .resizing(from: Self.size, to: ImageSize(width: 640, height: 512))
        * .translation(x: 0, y: -8))
    #expect(
      half.description
        == "scale 2, 12.0 pixels right and 4.0 up from middle to middle, not turned; covers 98 % of "
        + "the first image")
    let turned = rig(.similarity(scale: 1, angle: -0.1, x: 0, y: 0)).description
    #expect(turned.contains("turned by 5.7 degrees counterclockwise"), "\(turned)")
    let leaning = rig(Homography([1, 0, 0, 0, 1, 0, 0.001, 0, 1])).description
    #expect(leaning.contains("scale 0.801 (0.66 to 1)"), "\(leaning)")
  }
}
