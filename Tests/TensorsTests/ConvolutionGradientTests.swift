// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport
import Testing

@Suite("gradients of convolutions", .singleThreaded, .tags(.unit))
struct ConvolutionGradientTests {
  private typealias Gradients = (x: Tensor, weight: Tensor, bias: Tensor?)

  /// What the sum of squares of a convolution says of its operands. In float64, plain LibTorch's.
  private func gradients(
    channels: Int, stride: Int, biased: Bool, _ dtype: DType, _ format: MemoryFormat
  ) throws -> Gradients {
    let generator = RandomGenerator(seed: 1)
    func leaf(_ shape: [Int], _ format: MemoryFormat = .contiguous) -> Tensor {
      let leaf = generator.uniform(shape, in: -1..<1).to(dtype).contiguous(format)
      leaf.requiresGradient = true
      return leaf
    }
    let x = leaf([2, channels, 45, 38], format)  // more tiles of Winograd's method than go at once
    let weight = leaf([channels + 8, channels, 3, 3], format)
    let bias = biased ? leaf([channels + 8]) : nil
    x.conv2d(weight, bias, stride: stride, padding: 1).squared().sum().backward()
    return (
      try #require(x.gradient), try #require(weight.gradient),
      try bias.map { try #require($0.gradient) }
    )
  }

  @Test(
    "wide and narrow ones in channels-last have those of float64", arguments: [8, 40], [1, 2])
  func parity(_ channels: Int, _ stride: Int) throws {
    for biased in [false, true] {
      let found = try gradients(
        channels: channels, stride: stride, biased: biased, .float32, .channelsLast)
      let wanted = try gradients(
        channels: channels, stride: stride, biased: biased, .float64, .contiguous)
      assertClose(found.x, wanted.x, relative: 1e-5, "x")
      assertClose(found.weight, wanted.weight, relative: 1e-5, "weight")
      if let bias = found.bias, let expected = wanted.bias {
        assertClose(bias, expected, relative: 1e-5, "bias")
      }
    }
  }

  @Test("a frozen weight or image gets none, the other its own")
  func frozen() throws {
    for isWeightFrozen in [false, true] {
      let x = Tensor.ones([1, 32, 4, 4]).contiguous(.channelsLast)
      let weight = Tensor.ones([32, 32, 3, 3]).contiguous(.channelsLast)
      x.requiresGradient = isWeightFrozen
      weight.requiresGradient = !isWeightFrozen
      x.conv2d(weight, nil, padding: 1).sum().backward()
      #expect((x.gradient == nil) != isWeightFrozen && (weight.gradient == nil) == isWeightFrozen)
      let values = try #require((isWeightFrozen ? x : weight).gradient).doubles
      // The middle of a kernel sees all 16 pixels; a corner pixel is seen by 4 places of each
      // output.
      let (least, most): (Double, Double) = isWeightFrozen ? (4 * 32, 9 * 32) : (9, 16)
      let (found, wanted) = ([values.min() ?? 0, values.max() ?? 0], [least, most])
      #expect(zip(found, wanted).allSatisfy { abs($0 - $1) < 1e-4 * most })
    }
  }
}
