// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport
import Testing

/// Operations that kernels of ours take for channels-last features of float32 and bfloat16, and
/// LibTorch's for all others.
@Suite("features in training", .singleThreaded, .tags(.unit))
struct TrainedFeatureTests {
  /// What the operation gives of `shape`, and what the sum of its products with random factors
  /// says of each operand.
  private func results(
    _ shape: [Int], _ weights: [[Int]], _ dtype: DType, _ format: MemoryFormat,
    _ operation: (Tensor, [Tensor]) -> Tensor
  ) throws -> [Tensor] {
    let generator = RandomGenerator(seed: 1)
    // Numbers that bfloat16 has.
    func leaf(_ shape: [Int], _ dtype: DType, _ format: MemoryFormat = .contiguous) -> Tensor {
      let leaf = generator.uniform(shape, in: -2..<2).to(.bfloat16).to(dtype).contiguous(format)
      leaf.requiresGradient = true
      return leaf
    }
    let x = leaf(shape, dtype, format)
    // Weights stay in float32 where features are in bfloat16.
    let weights = weights.map { leaf($0, dtype == .bfloat16 ? DType.float32 : dtype) }
    let y = operation(x, weights)
    let factors = generator.uniform(y.shape, in: -1..<1).to(.bfloat16).to(y.dtype)
    (y * factors).sum().backward()
    return [y.detached()] + (try ([x] + weights).map { try #require($0.gradient) })
  }

  private func check(
    _ shape: [Int], _ weights: [[Int]] = [],
    in types: [(DType, tolerance: Double)] = [(.float32, 1e-5), (.bfloat16, 6e-3)],
    _ operation: (Tensor, [Tensor]) -> Tensor
  ) throws {
    let wanted = try results(shape, weights, .float64, .contiguous, operation)
    for (dtype, tolerance) in types {
      for kernels in [Engine.Kernels.float32, .avx2, .baseline] {
        let found = try Engine.withKernels(kernels) {
          try results(shape, weights, dtype, .channelsLast, operation)
        }
        #expect(found[0].isContiguous(.channelsLast) && found[1].isContiguous(.channelsLast))
        #expect(found[0].dtype == dtype && found[1].dtype == dtype)
        for (index, (found, wanted)) in zip(found, wanted).enumerated() {
          assertClose(
            found.to(.float64), wanted, relative: tolerance, "\(dtype) \(kernels) \(index)")
        }
      }
    }
  }

  // Of more pixels than a piece of the work has, and of fewer.
  private static let sizes = [[2, 33, 70], [1, 5, 3], [1, 1, 1]]

  @Test("a gate", arguments: sizes)
  func gate(_ size: [Int]) throws {
    try check([size[0], 48, size[1], size[2]]) { x, _ in x.geluGated() }
  }

  @Test("layer normalization over channels", arguments: sizes)
  func norm(_ size: [Int]) throws {
    try check([size[0], 24, size[1], size[2]], [[24], [24]]) { x, weights in
      x.channelNorm(weight: weights[0], bias: weights[1], epsilon: 1e-5)
    }
  }

  @Test("a depthwise convolution", arguments: sizes)
  func depthwise(_ size: [Int]) throws {
    try check([size[0], 24, size[1], size[2]], [[24, 1, 3, 3]]) { x, weights in
      x.conv2d(weights[0], nil, padding: 1, groups: 24)
    }
  }

  @Test("channels that are no whole eights are LibTorch's")
  func oddChannels() throws {
    let types = [(DType.float32, tolerance: 1e-5)]
    try check([2, 12, 5, 6], in: types) { x, _ in x.geluGated() }
    try check([2, 6, 5, 6], [[6], [6]], in: types) { x, weights in
      x.channelNorm(weight: weights[0], bias: weights[1], epsilon: 1e-5)
    }
  }

  @Test("in mixed precision a depthwise convolution takes float32 as bfloat16, as others do")
  func mixedPrecision() {
    let x = RandomGenerator(seed: 1).uniform([1, 16, 9, 9]).contiguous(.channelsLast)
    let weight = Tensor.ones([16, 1, 3, 3])
    weight.requiresGradient = true
    let y = withAutocast(.bfloat16, on: .cpu) { x.conv2d(weight, nil, padding: 1, groups: 16) }
    #expect(y.dtype == .bfloat16)
    (y.to(.float32)).sum().backward()
    #expect(weight.gradient?.dtype == .float32)
  }

  @Test("infinities and what is no number stay so in bfloat16")
  func notANumber() {
    let x = Tensor([.infinity, -.infinity, .nan, 1, 2, 3, 4, 5] as [Float], [1, 8, 1, 1])
    let ones = Tensor.ones([8, 1, 3, 3])
    for kernels in [Engine.Kernels.float32, .avx2, .baseline] {
      let y = Engine.withKernels(kernels) {
        x.to(.bfloat16).contiguous(.channelsLast).conv2d(ones, nil, padding: 1, groups: 8)
      }
      let found: [Float] = y.to(.float32).values()
      #expect(found[0] == .infinity && found[1] == -.infinity && found[2].isNaN, "\(kernels)")
      #expect(found[3...].elementsEqual([1, 2, 3, 4, 5]), "\(kernels)")
    }
  }
}
