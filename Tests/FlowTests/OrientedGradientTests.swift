// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

@testable import Flow

@Suite("oriented gradients", .tags(.unit))
struct OrientedGradientTests {
  private let size = ImageSize(width: 32, height: 24)

  private func plane(_ value: (Int, Int) -> Float) -> Plane {
    Plane(size: size, values: (0..<size.pixelCount).map { value($0 % 32, $0 / 32) })
  }

  @Test("a direction is that in which brightness changes, over half a turn")
  func directions() {
    let edges: [(picture: Plane, direction: Int)] = [
      (plane { x, _ in x < 16 ? 0 : 1 }, 0), (plane { _, y in y < 12 ? 0 : 1 }, 4),
      (plane { x, y in x + y < 28 ? 0 : 1 }, 2), (plane { x, y in x - y < 4 ? 0 : 1 }, 6),
    ]
    for edge in edges {
      let value = OrientedGradients(edge.picture, blur: 1).values[12 * 32 + 16]
      let strongest = (0..<8).max { value[$0] < value[$1] }
      #expect(strongest == edge.direction && value.min() == 0)
    }
  }

  @Test("neither contrast nor its sign matters")
  func contrast() {
    let scene = plane { x, y in Float((x * x + 3 * y * x + 5 * y) % 17) / 17 }
    let other = Plane(size: size, values: scene.values.map { 0.9 - 0.1 * $0 })
    let (a, b) = (OrientedGradients(scene, blur: 2), OrientedGradients(other, blur: 2))
    let difference = zip(a.values, b.values).map { (($0 - $1) * ($0 - $1)).sum() }.max() ?? 1
    #expect(difference < 1e-4)
    #expect(a.values.contains { $0.max() > 0.5 })
  }

  @Test("centering leaves no mean, neither of a pixel nor of a direction")
  func centering() {
    let scene = plane { x, y in Float((x * x + 3 * y * x + 5 * y) % 17) / 17 }
    let centered = OrientedGradients(scene, blur: 1).centered.values
    #expect(centered.allSatisfy { abs($0.sum()) < 1e-4 })
    let mean = centered.reduce(.zero, +) / Float(centered.count)
    #expect(mean.max() < 1e-4 && mean.min() > -1e-4)
  }

  @Test("a blur keeps the sum, and spreads as far as its width says")
  func blurring() {
    var point = [SIMD8<Float>](repeating: .zero, count: size.pixelCount)
    point[12 * 32 + 16] = SIMD8(repeating: 1)
    let blurred = GaussianBlur(sigma: 2)(point, size).map(\.[3])
    #expect(abs(blurred.reduce(0, +) - 1) < 1e-5)
    var variance: Float = 0
    for (index, value) in blurred.enumerated() {
      let distance = Float(index % 32 - 16)
      variance += value * distance * distance
    }
    #expect(abs(variance - 4) < 0.25)
    // A constant stays one up to the borders, which are mirrored.
    let flat = [SIMD8<Float>](repeating: SIMD8(repeating: 0.5), count: size.pixelCount)
    #expect(GaussianBlur(sigma: 9)(flat, size).allSatisfy { abs($0.min() - 0.5) < 1e-5 })
  }
}
