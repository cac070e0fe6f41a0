// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

@testable import Fusion

/// Where the first camera is dazzled.
@Suite("glare", .tags(.unit)) struct GlareTests {
  private let size = ImageSize(width: 96, height: 80)

  private func plane(_ level: (_ x: Int, _ y: Int) -> Int) -> Plane {
    Plane(
      size: size,
      values: (0..<size.pixelCount).map { Float(level($0 % size.width, $0 / size.width)) / 255 })
  }

  private func filled(_ first: Plane, _ second: Plane) -> Plane {
    LuminancePair(first: first, second: second).withoutGlare.first
  }

  /// A headlamp's glare fills the left two thirds.
  private var lamp: Plane { plane { x, _ in x < 64 ? 255 : 40 } }

  private func isPerson(_ x: Int, _ y: Int) -> Bool {
    (24..<36).contains(x) && (20..<60).contains(y)
  }

  @Test("a person of 46 levels before a headlamp is there, below white")
  func person() {
    let seen = filled(lamp, plane { x, y in isPerson(x, y) ? 106 : 60 })
    let (body, beside) = (seen.values[40 * 96 + 30] * 255, seen.values[40 * 96 + 18] * 255)
    #expect(body - beside > 25, "\(body) and \(beside)")
    #expect(body < 256 && beside > 120, "a lamp stays bright")
    let unlit = (0..<80).map { seen.values[$0 * 96 + 70] * 255 }
    #expect(unlit.allSatisfy { abs($0 - 40) < 0.01 }, "the rest is as it was")
  }

  @Test("it fades in from the border of the glare inwards")
  func border() {
    let seen = filled(lamp, plane { x, y in 60 + ((x + y) / 6 % 2) * 40 })
    let row = (50..<64).map { seen.values[40 * 96 + $0] * 255 }
    #expect(row[13] > 215 && (row.min() ?? 255) < 215, "\(row)")
  }

  @Test("white stays white before a flat or noisy image")
  func flat() {
    let noisy = plane { x, y in 30 + (x &* 7 &+ y &* 13) % 5 }
    let seen = filled(lamp, noisy)
    #expect(zip(seen.values, lamp.values).allSatisfy { abs($0 - $1) < 2.0 / 255 })
  }

  @Test("what is no area of glare is left alone")
  func noGlare() {
    let detail = plane { x, y in isPerson(x, y) ? 106 : 60 }
    let spots = plane { x, y in x % 16 == 0 && y % 16 == 0 ? 255 : 90 }
    #expect(filled(spots, detail) == spots)
    let bright = plane { _, _ in 249 }
    #expect(filled(bright, detail) == bright)
    #expect(filled(lamp, lamp) == lamp, "both are dazzled")
    let pair = LuminancePair(first: detail, second: lamp)
    #expect(pair.withoutGlare == pair, "white bone of a CT is no glare")
  }
}
