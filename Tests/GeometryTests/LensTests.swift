// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geometry
import Imaging
import Scenes
import TestBasics
import Testing

@Suite("lenses and distances", .tags(.unit)) struct LensTests {
  private static let size = ImageSize(width: 96, height: 72)
  private static let secondSize = ImageSize(width: 80, height: 60)
  private static let first = Lens(
    focalLength: SIMD2(90, 91), center: SIMD2(47, 36), radial: SIMD3(-0.22, 0.05, 0.01),
    tangential: SIMD2(0.002, -0.003))
  private static let second = Lens(
    focalLength: SIMD2(70, 70), center: SIMD2(40, 29), radial: SIMD3(-0.3, 0.09, 0))
  private static let far = Homography([1.1, 0.01, 4, -0.02, 1.12, 2, 0.0002, -0.0001, 1])

  private static func rig() -> Rig {
    var rig = Rig(firstSize: size, secondSize: secondSize, geometry: far)
    (rig.firstLens, rig.secondLens) = (first, second)
    rig.parallax = SIMD3(12, -3, 0.004)
    return rig
  }

  @Test("a lens bends as its formula says, and what is bent is straightened")
  func formula() throws {
    let (x, y, square) = (0.4, -0.2, 0.2)
    let bent = try #require(Self.first.bent(SIMD2(47 + 90 * x, 36 + 91 * y)))
    let radial = -0.22 * square + 0.05 * square * square
    let factor = 1 + radial + 0.01 * square * square * square
    let (p1, p2, product) = (0.002, -0.003, 2 * x * y)
    let across = x * factor + p1 * product + p2 * (square + 2 * x * x)
    let down = y * factor + p1 * (square + 2 * y * y) + p2 * product
    #expect(abs(bent.x - 47 - 90 * across) < 1e-9)
    #expect(abs(bent.y - 36 - 91 * down) < 1e-9)
    let places: [SIMD2<Double>] = [SIMD2(0, 0), SIMD2(95, 3), SIMD2(47, 36), SIMD2(20, 71)]
    for place in places {
      let straight = try #require(Self.first.straightened(place))
      let back = try #require(Self.first.bent(straight))
      #expect(abs(back.x - place.x) < 1e-6 && abs(back.y - place.y) < 1e-6)
    }
    // Beyond where the distance from the axis is greatest.
    let strong = Lens(
      focalLength: SIMD2(70, 70), center: SIMD2(40, 29), radial: SIMD3(-0.3, 0, 0))
    #expect(strong.bent(SIMD2(150, 29)) == nil && strong.straightened(SIMD2(110, 29)) == nil)
  }

  /// What the second camera of the rig sees of a picture that the first one took.
  private func secondView(_ picture: Plane, _ rig: Rig, _ geometry: Homography) throws -> Image {
    let values = try (0..<Self.secondSize.pixelCount).map { index -> Float in
      let place = SIMD2(
        Double(index % Self.secondSize.width), Double(index / Self.secondSize.width))
      let straight = try #require(Self.second.straightened(place))
      guard let seen = Self.first.bent(geometry(straight)) else { return .nan }
      return bilinear(picture, seen)
    }
    return Image(size: Self.secondSize, colorModel: .gray, samples: .float(values))
  }

  private func bilinear(_ plane: Plane, _ place: SIMD2<Double>) -> Float {
    let (x, y) = (Int(place.x.rounded(.down)), Int(place.y.rounded(.down)))
    guard x >= 0, y >= 0, x + 1 < plane.size.width, y + 1 < plane.size.height else { return .nan }
    let (u, v) = (Float(place.x - Double(x)), Float(place.y - Double(y)))
    func at(_ x: Int, _ y: Int) -> Float { plane.values[y * plane.size.width + x] }
    return (at(x, y) * (1 - u) + at(x + 1, y) * u) * (1 - v)
      + (at(x, y + 1) * (1 - u) + at(x + 1, y + 1) * u) * v
  }

  /// The mean difference of a warped image from the picture, where it covers that.
  private func difference(_ image: Image, _ picture: Plane) -> Double {
    guard case .float(let values) = image.samples else { return 1 }
    let seen = values.indices.filter { image.alpha?.values[$0] ?? 1 > 0.5 }
    let sum = seen.reduce(0) { $0 + Double(abs(values[$1] - picture.values[$1])) }
    return seen.count > Self.size.pixelCount / 3 ? sum / Double(seen.count) : 1
  }

  @Test("a rendered scene comes back through both lenses, at its distance")
  func rendered() throws {
    let scene = RenderedScene(seed: 5, size: Self.size, condition: .day)
    let picture = scene.visible.luminance()
    let rig = Self.rig()
    let near = try rig.placed(at: 2)
    let image = try secondView(picture, rig, near.geometry)
    let right = difference(image.warped(by: near), picture)
    let far = difference(image.warped(by: try rig.placed(at: nil)), picture)
    var straight = near
    (straight.firstLens, straight.secondLens) = (nil, nil)
    let bent = difference(image.warped(by: straight), picture)
    #expect(right < 0.03 && far > 1.5 * right && bent > 1.5 * right, "\(right) \(far) \(bent)")
  }

  @Test("a rig for other sizes sends places where it did, through lenses and nearness")
  func scaling() throws {
    let (half, double) = (ImageSize(width: 48, height: 36), ImageSize(width: 160, height: 120))
    let (rig, scaled) = (Self.rig(), try Self.rig().scaled(first: half, second: double))
    let (there, here) = (try rig.placed(at: 2).geometry, try scaled.placed(at: 2).geometry)
    let place = there(SIMD2(20, 40))
    let other = here(SIMD2(40.5, 80.5))
    #expect(abs((place.x + 0.5) / 2 - 0.5 - other.x) < 1e-9)
    #expect(abs((place.y + 0.5) / 2 - 0.5 - other.y) < 1e-9)
    let bent = try #require(Self.first.bent(SIMD2(80, 10)))
    let small = try #require(scaled.firstLens?.bent(SIMD2(39.75, 4.75)))
    #expect(abs((bent.x + 0.5) / 2 - 0.5 - small.x) < 1e-9)
    #expect(abs((bent.y + 0.5) / 2 - 0.5 - small.y) < 1e-9)
  }

  @Test("a near rig and its distance say how much nearness shifts")
  func parallax() throws {
    var rig = Self.rig()
    rig.parallax = SIMD3(12, -3, 0)
    let near = try rig.placed(at: 1.5)
    var far = rig
    far.parallax = nil
    far.origin = Rig.Origin(model: .homography, frames: 1, score: 0.5, residual: 1)
    let solved = try far.withParallax(of: near, at: 1.5)
    let found = try #require(solved.parallax)
    #expect(abs(found.x - 12) < 1e-9 && abs(found.y + 3) < 1e-9 && found.z == 0)
    #expect(try #require(solved.origin?.residual) < 1e-9)
    #expect(
      solved.description.hasSuffix("at 1 meter 11.9 pixels right and 3.0 up of that"),
      "\(solved.description)")
    #expect(solved.firstLens == Self.first)
  }

  @Test("a distance that a rig cannot tell of is an error")
  func distances() throws {
    var rig = Self.rig()
    rig.parallax = nil
    #expect(try rig.placed(at: nil) == rig)
    let none = #expect(throws: RigError.self) { try rig.placed(at: 2) }
    #expect(none?.code == .distance && none?.message.contains("no parallax") == true)
    rig.parallax = SIMD3(0, 0, -5)
    let near = #expect(throws: RigError.self) { try rig.placed(at: 2) }
    #expect(near?.code == .distance && near?.message.contains("at 2.0 meters") == true)
  }

  @Test("a file keeps lenses and parallax")
  func file() throws {
    let rig = Self.rig()
    let text = rig.json
    #expect(text.contains("\"k1\" : -0.3") && text.contains("\"parallax\""))
    #expect(try Rig(json: Array(text.utf8), path: "rig.json") == rig)
  }
}
