// SPDX-License-Identifier: Apache-2.0

import FusionMetrics
import Imaging
import TestSupport
import Testing

/// Metrics of faults, on pictures that are painted to have them or not.
@Suite("faults", .tags(.unit))
struct FaultTests {
  private let width = 64
  private let height = 48

  private func score(
    _ metric: Metric, _ fused: GrayImage, _ infrared: GrayImage, _ visible: GrayImage
  ) throws -> Double {
    let triple = try FusedTriple(name: "painted", fused: fused, first: infrared, second: visible)
    return try metric.value(of: triple, profile: .cddfuse)
  }

  private func painted(_ level: (_ x: Int, _ y: Int) -> Int) -> GrayImage {
    picture(width, height) { x, y in min(max(level(x, y), 0), 255) }
  }

  /// Texture of +-20 levels, of one kind or another, but for the right quarter, which tells the
  /// noise: half a level.
  private func texture(_ kind: Int, _ x: Int, _ y: Int) -> Int {
    guard x < 48 else { return (x + y) % 2 }
    let bits = ((x &* 73_856_093) ^ (y &* 19_349_663) ^ (kind &* 83_492_791)) &* 2_654_435_761
    return (bits >> 16) & 1 == 0 ? -20 : 20
  }

  @Test("texture of one source is kept, halved, or gone, whatever its contrast")
  func texture() throws {
    let lawn = painted { 120 + texture(1, $0, $1) }
    let flat = painted { _, _ in 90 }
    #expect(try score(.firstTexture, lawn, lawn, flat) > 0.999999)
    #expect(try score(.secondTexture, lawn, flat, lawn) > 0.999999)
    #expect(try score(.secondTexture, flat, flat, lawn) == 0)
    #expect(try score(.secondTexture, lawn, lawn, flat).isNaN, "no texture to keep")
    let weak = painted { 200 + texture(1, $0, $1) / 4 }
    #expect(try score(.firstTexture, weak, lawn, flat) > 0.99)
    let negative = painted { 120 - texture(1, $0, $1) }
    #expect(try score(.firstTexture, negative, lawn, flat) < -0.99)
    let other = painted { 100 + texture(2, $0, $1) }
    let both = painted { 110 + (texture(1, $0, $1) + texture(2, $0, $1)) / 2 }
    #expect(try abs(score(.firstTexture, both, lawn, other) - 0.5.squareRoot()) < 0.08)
    #expect(try abs(score(.firstTexture, other, lawn, other)) < 0.15)
  }

  @Test("a source's own texture is that where the other one is smooth")
  func ownTexture() throws {
    let left = painted { 120 + ($0 < 24 || $0 >= 48 ? texture(1, $0, $1) : 0) }
    let right = painted { 90 + ($0 >= 24 ? texture(2, $0, $1) : texture(2, $0, $1) * 3 / 4) }
    // Keeps the first one's on the left alone, where the second one has three quarters as much.
    #expect(try score(.firstOwnTexture, left, left, painted { _, _ in 90 }) > 0.999999)
    #expect(try score(.firstOwnTexture, left, left, right).isNaN)
    #expect(try score(.secondOwnTexture, right, left, right) > 0.999999)
    #expect(try abs(score(.secondOwnTexture, left, left, right)) < 0.2)
    #expect(try score(.secondTexture, right, left, right) > 0.999999)
  }

  /// A warm body of 10x10 pixels.
  private func body(_ level: Int, around: Int) -> GrayImage {
    painted { x, y in (20..<30).contains(x) && (20..<30).contains(y) ? level : around }
  }

  @Test("warm bodies: the share that is drawn dark, and that is flat white")
  func warmBodies() throws {
    let (warm, scene) = (body(180, around: 60), body(80, around: 120))
    #expect(try score(.invertedBodies, scene, warm, scene) == 100)
    #expect(try score(.invertedBodies, warm, warm, scene) == 0)
    let half = painted { x, y in
      (20..<30).contains(x) && (20..<30).contains(y) ? (x < 25 ? 60 : 180) : 120
    }
    #expect(try score(.invertedBodies, half, warm, scene) == 50)
    // 8 levels below the mean are not dark yet; the body itself lowers the mean.
    #expect(try score(.invertedBodies, body(114, around: 120), warm, scene) == 0)
    #expect(try score(.invertedBodies, warm, scene, scene).isNaN)
    #expect(try score(.flatBodies, body(253, around: 60), warm, scene) == 100)
    #expect(try score(.flatBodies, body(252, around: 60), warm, scene) == 0)
    let white = body(254, around: 60)
    #expect(try score(.flatBodies, white, white, scene) == 0, "so it came")
  }

  @Test("black: the mean level where both sources are 0")
  func black() throws {
    let source = painted { x, _ in x < 8 ? 0 : 90 }
    let other = painted { x, y in x < 12 && y < 24 ? 0 : 70 }
    let lifted = painted { x, y in x < 8 && y < 24 ? x : 200 }
    #expect(try score(.blackLevel, lifted, source, other) == 3.5)
    #expect(try score(.blackLevel, source, source, other) == 0)
    let few = painted { x, y in x < 5 && y < 3 ? 0 : 90 }
    #expect(try score(.blackLevel, few, few, few).isNaN)
  }

  @Test("glare: the contrast of one source that is left where the other is saturated")
  func glare() throws {
    let lamp = painted { x, _ in x < 32 ? 255 : 30 }
    func person(_ contrast: Int, _ level: Int) -> GrayImage {
      painted { x, y in level + ((8..<20).contains(x) && (10..<40).contains(y) ? contrast : 0) }
    }
    let warm = person(46, 60)
    #expect(try abs(score(.glareDetail, person(46, 180), warm, lamp) - 1) < 1e-9)
    #expect(try abs(score(.glareDetail, person(23, 180), warm, lamp) - 0.5) < 1e-9)
    #expect(try abs(score(.glareDetail, person(-23, 180), lamp, warm) + 0.5) < 1e-9)
    #expect(try score(.glareDetail, lamp, warm, lamp) == 0)
    #expect(try score(.glareDetail, lamp, person(4, 60), lamp).isNaN, "nothing to keep")
    #expect(try score(.glareDetail, warm, warm, person(46, 60)).isNaN, "nothing is saturated")
  }

  @Test("glare is of areas, of enough pixels, and of one camera")
  func glareAreas() throws {
    let lamp = painted { x, _ in x < 32 ? 255 : 30 }
    // Where both are saturated there is nothing to hear, whatever is drawn.
    let warm = painted { x, y in
      y < 9 ? 255 : 60 + ((8..<20).contains(x) && (10..<40).contains(y) ? 46 : 0)
    }
    let fused = painted { x, y in y < 9 ? 0 : Int(warm.levels[y * width + x]) + 90 }
    #expect(try abs(score(.glareDetail, fused, warm, lamp) - 1) < 1e-9)
    let person = body(106, around: 60)
    let sparks = painted { x, y in x % 3 == 0 && y % 3 == 0 ? 255 : 30 }
    #expect(try score(.glareDetail, person, person, sparks).isNaN)
    let small = painted { x, y in (16..<23).contains(x) && (21..<29).contains(y) ? 255 : 30 }
    #expect(try score(.glareDetail, person, person, small).isNaN)
  }

  @Test("noise, the border of what a camera sees, and ripples of one level count for nothing")
  func negligible() throws {
    let flat = painted { _, _ in 90 }
    let noise = painted { 120 + texture(1, $0 % 48, $1) / 4 }
    #expect(try score(.firstTexture, noise, noise, flat).isNaN)
    let half = painted { x, _ in x < 24 ? 0 : 120 }
    #expect(try score(.firstTexture, half, half, flat).isNaN)
    #expect(try score(.foreignStructure, painted { 110 + ($0 + $1) % 2 }, flat, flat).isNaN)
  }

  @Test("foreign: what no local mixture of the sources explains")
  func foreign() throws {
    let (lawn, other) = (painted { 120 + texture(1, $0, $1) }, painted { 90 + texture(2, $0, $1) })
    let mixture = painted { 40 + texture(1, $0, $1) * 3 / 4 - texture(2, $0, $1) / 2 }
    #expect(try score(.foreignStructure, mixture, lawn, other) < 1)
    let invented = painted { 110 + texture(3, $0, $1) }
    #expect(try score(.foreignStructure, invented, lawn, other) > 90)
    // A roof before the sky, and the same with a pale rim beside it.
    let roof = painted { x, _ in x < 24 ? 60 : 140 }
    let flat = painted { _, _ in 100 }
    let rim = painted { x, _ in x < 24 ? 60 : x < 28 ? 190 : 140 }
    #expect(try score(.foreignStructure, roof, roof, flat) < 1)
    #expect(try score(.foreignStructure, rim, roof, flat) > 10)
  }
}
