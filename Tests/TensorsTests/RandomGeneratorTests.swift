// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport
import Testing

@Suite("random numbers", .singleThreaded, .tags(.unit))
struct RandomGeneratorTests {
  @Test("the seed decides the stream")
  func seeds() {
    func draw(_ seed: UInt64) -> [Double] {
      let generator = RandomGenerator(seed: seed)
      return generator.uniform([3]).doubles + generator.normal([20]).doubles
        + generator.integers([3], in: 0..<1000).doubles
    }
    #expect(draw(1) == draw(1) && draw(1) != draw(2) && draw(.max) == draw(.max))
  }

  @Test("two generators do not disturb each other")
  func independence() {
    let (a, b) = (RandomGenerator(seed: 1), RandomGenerator(seed: 1))
    let first = a.uniform([4]).doubles
    _ = a.uniform([4])
    #expect(b.uniform([4]).doubles == first)
  }

  @Test("a state that is set goes on from there, in another generator too")
  func state() {
    let generator = RandomGenerator(seed: 3)
    _ = generator.normal([7])
    let state = generator.state
    let next = generator.normal([16]).doubles + generator.uniform([5]).doubles
    let other = RandomGenerator(seed: 99)
    for continued in [generator, other] {
      continued.state = state
      #expect(continued.normal([16]).doubles + continued.uniform([5]).doubles == next)
    }
    #expect(state.dtype == .uint8 && state.rank == 1)
  }

  @Test("numbers are spread as they should be")
  func distributions() {
    let generator = RandomGenerator(seed: 5)
    let uniform = generator.uniform([20000], in: -3..<5, dtype: .float64)
    #expect(uniform.min().item() >= -3 && uniform.max().item() < 5)
    #expect(abs(uniform.mean().item() - 1) < 0.1 && uniform.max().item() > 4.9)
    let normal = generator.normal([20000], mean: 2, deviation: 3)
    #expect(abs(normal.mean().item() - 2) < 0.1)
    #expect(abs((normal - normal.mean()).squared().mean().item() - 9) < 0.4)
    let integers = generator.integers([5000], in: -2..<3)
    #expect(Set(integers.doubles) == [-2, -1, 0, 1, 2] && integers.dtype == .int64)
  }
}
