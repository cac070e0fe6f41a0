// SPDX-License-Identifier: Apache-2.0

import Flow
import Imaging
import TestSupport
import Testing

@testable import Alignment

@Suite("searching shifts", .singleThreaded, .tags(.unit))
struct ShiftSearchTests {
  /// A part of one large picture.
  private func part(x: Int, y: Int, width: Int, height: Int) -> OrientedGradients {
    let values = (0..<width * height).map { index in
      let (u, v) = (index % width + x, index / width + y)
      return Float((u * u * 7 + v * v * 3 + u * v * 5) / 16 % 23) / 23
    }
    let size = ImageSize(width: width, height: height)
    return OrientedGradients(Plane(size: size, values: values), blur: 1).centered
  }

  @Test(
    "two parts of a picture find their places, to either side",
    arguments: [SIMD2(9, 5), SIMD2(-11, 3), SIMD2(4, -7), SIMD2(0, 0)])
  func places(_ shift: SIMD2<Int>) throws {
    let first = part(x: 30, y: 30, width: 48, height: 36)
    let second = part(x: 30 + shift.x, y: 30 + shift.y, width: 40, height: 30)
    let found = ShiftSearch(first)(second).best(3)
    let best = try #require(found.first)
    #expect(best.shift == shift && best.score > 0.5)
    #expect(found.count == 3)
    #expect(
      found.dropFirst().allSatisfy { other in
        let distance = max(abs(other.shift.x - shift.x), abs(other.shift.y - shift.y))
        return distance > 6 && other.score < best.score
      })
  }

  @Test("energies are those of rectangles")
  func energies() {
    let gradients = part(x: 0, y: 0, width: 12, height: 10)
    let sums = EnergySums(gradients)
    var wanted: Float = 0
    for y in 3..<7 {
      for x in 2..<9 {
        let value = gradients.values[y * 12 + x]
        wanted += (value * value).sum()
      }
    }
    #expect(abs(sums(2..<9, 3..<7) - wanted) < 1e-4)
  }
}
