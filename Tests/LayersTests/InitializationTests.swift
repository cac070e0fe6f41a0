// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors
import TestSupport
import Testing

@Suite("first weights are spread as PyTorch's", .singleThreaded, .tags(.unit))
struct InitializationTests {
  typealias Weights = (weight: Tensor, bias: Tensor?)

  static let layers: [(name: String, make: @Sendable (RandomGenerator) -> Weights)] = [
    (
      "linear",
      {
        let layer = Linear(48, 200, using: $0); return (layer.weight, layer.bias)
      }
    ),
    (
      "conv2d",
      {
        let layer = Conv2d(12, 40, kernel: 3, using: $0); return (layer.weight, layer.bias)
      }
    ),
    (
      "depthwise",
      {
        let layer = Conv2d.depthwise(96, bias: true, using: $0); return (layer.weight, layer.bias)
      }
    ),
  ]

  @Test(arguments: layers.map(\.name))
  func bounds(_ name: String) throws {
    let golden = try Golden(named: "initialisation")
    let layer = try #require(Self.layers.first { $0.name == name })
    let (weight, bias) = layer.make(RandomGenerator(seed: 11))
    #expect("\(weight.shape)" == golden[setting: "\(name).weight_shape"])
    try check(weight, bound: golden.tensor("\(name).weight_bound").item())
    try check(#require(bias), bound: golden.tensor("\(name).bias_bound").item())
  }

  /// Uniform in ±bound: all within, some near either end, mean 0, variance bound² / 3.
  private func check(_ tensor: Tensor, bound: Double) throws {
    let values: [Double] = tensor.detached().values()
    #expect(values.allSatisfy { abs($0) <= bound * (1 + 1e-6) })
    let (low, high) = try (#require(values.min()), #require(values.max()))
    #expect(low < -0.9 * bound && high > 0.9 * bound)
    let count = Double(values.count)
    let variance = values.reduce(0) { $0 + $1 * $1 } / count
    #expect(abs(values.reduce(0, +) / count) < 3 * bound / (3 * count).squareRoot() + 1e-9)
    #expect(abs(variance / (bound * bound / 3) - 1) < 3 * (0.8 / count).squareRoot())
  }

  @Test("the seed decides them, and every layer draws its own")
  func seeds() {
    func values(_ seed: UInt64) -> [[Float]] {
      let generator = RandomGenerator(seed: seed)
      return (0..<2).map { _ in Linear(4, 3, using: generator).weight.detached().values() }
    }
    #expect(values(1) == values(1) && values(1) != values(2) && values(1)[0] != values(1)[1])
  }

  @Test("norms start as the identity")
  func norms() {
    let state = BatchNorm2d(3).state.map { ($0.key, $0.tensor.detached().values() as [Float]) }
    #expect(
      state.map(\.0) == ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"])
    #expect(state.map(\.1) == [[1, 1, 1], [0, 0, 0], [0, 0, 0], [1, 1, 1], [0]])
    #expect(
      LayerNorm(2).state.map { $0.tensor.detached().values() as [Float] } == [[1, 1], [0, 0]])
  }
}
