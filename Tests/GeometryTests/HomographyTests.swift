// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging
import TestBasics
import Testing

@Suite("homographies", .tags(.unit))
struct HomographyTests {
  private let perspective = Homography([2, 0.1, 30, -0.2, 1.5, -7, 0.0004, -0.0002, 1])
  private let points = [SIMD2(0.0, 0.0), SIMD2(31.0, 4.0), SIMD2(12.5, 63.0)]

  private func expectEqual(_ a: SIMD2<Double>, _ b: SIMD2<Double>) {
    #expect(abs(a.x - b.x) < 1e-9 && abs(a.y - b.y) < 1e-9, "\(a) \(b)")
  }

  @Test("rows first, divided by the third coordinate")
  func mapping() {
    // (2 * 10 + 0.1 * 20 + 30) / (0.004 - 0.004 + 1), (-2 + 30 - 7) / 1
    expectEqual(perspective(SIMD2(10, 20)), SIMD2(52, 21))
    expectEqual(perspective(SIMD2(500, 0)), SIMD2(1030 / 1.2, -107 / 1.2))
    #expect(Homography([2, 0, 4, 0, 2, 6, 0, 0, 2]) == .translation(x: 2, y: 3))
  }

  @Test("the right factor comes first")
  func composition() {
    let shift = Homography.translation(x: 3, y: -1)
    for point in points {
      expectEqual((perspective * shift)(point), perspective(shift(point)))
    }
  }

  @Test("the inverse leads back, and a flat map has none")
  func inversion() throws {
    let inverse = try #require(perspective.inverse)
    for point in points { expectEqual(inverse(perspective(point)), point) }
    #expect(Homography([1, 2, 0, 2, 4, 0, 0, 0, 1]).inverse == nil)
  }

  @Test("a similarity turns from x to y")
  func similarity() {
    let turned = Homography.similarity(scale: 2, angle: .pi / 2, x: 5, y: 6)
    expectEqual(turned(SIMD2(1, 0)), SIMD2(5, 8))
    #expect(abs(turned.scale(at: SIMD2(7, 7)) - 2) < 1e-12)
  }

  @Test("resizing keeps the image's outer corners on each other")
  func resizing() {
    let resizing = Homography.resizing(
      from: ImageSize(width: 64, height: 48), to: ImageSize(width: 32, height: 96))
    expectEqual(resizing(SIMD2(-0.5, -0.5)), SIMD2(-0.5, -0.5))
    expectEqual(resizing(SIMD2(63.5, 47.5)), SIMD2(31.5, 95.5))
  }

  @Test("lengths grow by the root of the Jacobian's determinant")
  func localScale() {
    let (point, step) = (SIMD2(20.0, 30.0), 1e-4)
    let right = perspective(point + SIMD2(step, 0)) - perspective(point)
    let down = perspective(point + SIMD2(0, step)) - perspective(point)
    let area = (right.x * down.y - right.y * down.x) / (step * step)
    #expect(abs(perspective.scale(at: point) - area.squareRoot()) < 1e-4)
    #expect(Homography([-1, 0, 0, 0, 1, 0, 0, 0, 1]).scale(at: point) == -1)
  }

  @Test("what no camera sees is told from what one does")
  func plausibility() {
    let size = ImageSize(width: 64, height: 48)
    #expect(perspective.shows(size) && Homography.identity.shows(size))
    #expect(!Homography([-1, 0, 63, 0, 1, 0, 0, 0, 1]).shows(size))
    #expect(!Homography([1, 0, 0, 0, 1, 0, -0.02, 0, 1]).shows(size))
    #expect(!Homography([1, 2, 0, 2, 4, 0, 0, 0, 1]).shows(size))
    // Shears by which a pixel of the result would be made of a large part of the image.
    for down in [1e-4, 1e-12, 1e-200] {
      #expect(!Homography([1, 1, 0, 0, down, 0, 0, 0, 1]).shows(size), "\(down)")
    }
    #expect(Homography([15, 0, 0, 0, 1, 0, 0, 0, 1]).shows(size))
    #expect(!Homography([17, 0, 0, 0, 1, 0, 0, 0, 1]).shows(size))
    #expect(!Homography([1, 0, 0, 0, 1, 0, -0.0145, 0, 1]).shows(size))
    #expect(!Homography([1, 0, 0, 0, 1, 0, 0, 0, .nan]).shows(size))
  }
}
