// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport
import Testing

/// Of operations that have a gradient of our own.
@Suite("gradients of features", .singleThreaded, .tags(.unit))
struct FeatureGradientTests {
  private func leaf(_ shape: [Int], _ seed: UInt64, _ format: MemoryFormat = .contiguous) -> Tensor
  {
    let leaf = RandomGenerator(seed: seed).uniform(shape, in: -1..<1).to(.float64)
      .contiguous(format)
    leaf.requiresGradient = true
    return leaf
  }

  @Test("resizing channels-last features", arguments: [(9, 14), (3, 4), (5, 7), (40, 28)])
  func resizing(_ height: Int, _ width: Int) throws {
    let factors = RandomGenerator(seed: 1).uniform([2, 3, height, width]).to(.float64)
    let gradients = try [.contiguous, .channelsLast].map { (format: MemoryFormat) in
      let x = leaf([2, 3, 5, 7], 2, format)
      (x.resized(height: height, width: width) * factors).sum().backward()
      return try #require(x.gradient)
    }
    #expect(gradients[1].isContiguous(.channelsLast))
    assertClose(gradients[1], gradients[0], relative: 1e-12, "by LibTorch's")
  }

  @Test("cosines, whose values and gradients do not see a column's length")
  func cosines() {
    let (a, b) = (leaf([2, 11, 3], 1), leaf([2, 11, 3], 2))
    let factors = RandomGenerator(seed: 3).uniform([2, 3, 3]).to(.float64)
    gradientCheck([("a", a), ("b", b)]) { (a.cosines(to: b) * factors).sum() }
    withoutGradients {
      assertClose((a * 7).cosines(to: b), a.cosines(to: b), relative: 1e-12, "longer")
      let own = a.cosines(to: a).doubles
      for index in [0, 4, 8, 9, 13, 17] { #expect(abs(own[index] - 1) < 1e-12) }
      let zero = Tensor.zeros([2, 11, 3]).to(.float64)
      #expect(zero.cosines(to: b).doubles.allSatisfy { $0 == 0 })
    }
  }
}
