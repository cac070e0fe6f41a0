// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

@testable import Video

/// What the filter makes of noise, of motion and of cuts.
@Suite("averaging noise over time", .tags(.unit)) struct NoiseFilterTests {
  private static let size = ImageSize(width: 24, height: 18)

  private func plane(_ value: (_ x: Int, _ y: Int) -> Float) -> Plane {
    let width = Self.size.width
    return Plane(
      size: Self.size,
      values: (0..<Self.size.pixelCount).map { value($0 % width, $0 / width) })
  }

  /// Gray with noise of up to two levels, another one with each seed.
  private func noisy(_ seed: UInt64) -> Plane {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return plane { _, _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return 0.5 + (Float(state >> 40) / Float(1 << 24) - 0.5) * 4 / 255
    }
  }

  private func deviation(_ plane: Plane) -> Float {
    let mean = plane.values.reduce(0, +) / Float(plane.values.count)
    return (plane.values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Float(plane.values.count))
      .squareRoot()
  }

  @Test("noise of a still scene falls to a third, the more the stronger the filter is")
  func noise() {
    let deviations = [Float(0.4), 0.8].map { strength in
      let filter = NoiseFilter(strength: strength)
      let last = (1...40).map { filter(noisy($0)) }.last
      return deviation(last ?? noisy(1)) / deviation(noisy(40))
    }
    // sqrt((1 - k) / (1 + k)), k hardly below the strength: noise is far below the reach.
    #expect(abs(deviations[0] - 0.65) < 0.06 && abs(deviations[1] - 0.34) < 0.06)
  }

  @Test("what moves leaves nothing behind, and comes as it is")
  func motion() {
    let filter = NoiseFilter(strength: 0.8)
    func frame(_ left: Int) -> Plane {
      plane { x, y in (left..<left + 4).contains(x) && (6..<10).contains(y) ? 0.9 : 0.2 }
    }
    for left in [0, 5, 10, 15] { #expect(filter(frame(left)) == frame(left)) }
  }

  @Test("a cut, another size and a frame after forgetting pass as they are")
  func cuts() {
    let filter = NoiseFilter(strength: 0.8)
    _ = filter(noisy(1))
    let dark = plane { x, _ in Float(x) / 100 }
    #expect(filter(dark) == dark)
    let small = Plane(size: ImageSize(width: 3, height: 1), values: [0, 0.001, 0.002])
    #expect(filter(small) == small)
    let next = Plane(size: small.size, values: [0.004, 0.004, 0.004])
    #expect(filter(next) != next)
    filter.forget()
    #expect(filter(next) == next)
  }

  @Test("half way to the reach the share is 9/16 of the strength")
  func share() {
    let filter = NoiseFilter(strength: 0.8)
    _ = filter(plane { _, _ in 0.5 })
    let step = NoiseFilter.reach / 2
    let settled = filter(plane { _, _ in 0.5 + step })
    #expect(settled.values.allSatisfy { abs($0 - (0.5 + step * (1 - 0.45))) < 1e-6 })
  }
}
