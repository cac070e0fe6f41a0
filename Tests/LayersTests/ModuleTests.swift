// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors
import TestSupport
import Testing

@Suite("modules", .singleThreaded, .tags(.unit))
struct ModuleTests {
  @Test("keys are those of a state_dict, in the order of declaration")
  func keys() {
    let network = SmallNetwork()
    #expect(
      network.state.map(\.key) == [
        "gain", "features.0.weight", "features.1.weight", "features.1.bias",
        "features.1.running_mean", "features.1.running_var", "features.1.num_batches_tracked",
        "heads.0.weight", "heads.0.bias", "heads.1.weight", "heads.1.bias",
      ])
    #expect(network.buffers.map(\.key).allSatisfy { $0.hasPrefix("features.1.") })
    #expect(network.buffers.count == 3 && network.parameters.count == 8)
    #expect(network.parameters.allSatisfy { $0.tensor.requiresGradient })
    #expect(!network.buffers.contains { $0.tensor.requiresGradient })
  }

  @Test("the tree holds the module and all within it, in the order of declaration")
  func tree() {
    let network = SmallNetwork()
    let wanted: [Module] = [network, network.stem, network.norm] + network.heads
    #expect(network.modules.count == 5 && zip(network.modules, wanted).allSatisfy { $0 === $1 })
  }

  @Test("paths are names of properties, whatever the keys")
  func paths() {
    let network = SmallNetwork()
    #expect(network.paths.map(\.path) == ["stem", "norm", "heads.0", "heads.1"])
    #expect(network.paths.first?.module === network.stem)
  }

  @Test("a child with an empty key has its tensors under the keys of the module around it")
  func transparent() {
    #expect(
      Around().state.map(\.key) == ["inner.0.weight", "inner.0.bias", "0.weight", "0.bias"])
  }

  private final class Inner: Module {
    @Child(key: "0") var linear: Linear

    override init() {
      super.init()
      _linear.wrappedValue = Linear(1, 1, using: RandomGenerator(seed: 1))
    }
  }

  private final class Around: Module {
    let inner = Inner()
    @Child(key: "") var box: Inner

    override init() {
      super.init()
      _box.wrappedValue = Inner()
    }
  }

  @Test("two properties of one key, of which a file would hold one, end the program")
  func sameKeys() async {
    final class Same: Module {
      @Buffer(key: "x") var first: Tensor
      @Buffer(key: "x") var second: Tensor

      override init() {
        super.init()
        (_first.wrappedValue, _second.wrappedValue) = (.ones([1]), .zeros([1]))
      }
    }
    await #expect(processExitsWith: .failure) { _ = Same().state }
  }

  @Test("modes reach every child, and only training moves the running statistics")
  func modes() {
    let network = SmallNetwork()
    let x = RandomGenerator(seed: 2).normal([2, 1, 6, 6], mean: 3)
    #expect(network.isTraining && network.norm.isTraining)
    let trained = network(x)
    let moved = network.snapshot["features.1.running_mean"]
    #expect(moved != [0, 0, 0, 0] && network.snapshot["features.1.num_batches_tracked"] == [1])
    network.train(false)
    #expect(!network.norm.isTraining && !network.heads[1].isTraining)
    let evaluated = network(x)
    #expect(network.snapshot["features.1.running_mean"] == moved)
    #expect(evaluated.values() as [Float] != trained.values() as [Float])
    network.train()
    #expect(network.norm.isTraining)
  }

  @Test("conversion reaches floating-point tensors alone, and what is optimized stays the same")
  func conversion() {
    let network = SmallNetwork()
    let leaves = network.parameters.map(\.tensor)
    network.convert(to: .float64, memoryFormat: .channelsLast)
    #expect(zip(network.parameters, leaves).allSatisfy { $0.tensor === $1 })
    #expect(network.parameters.allSatisfy { $0.tensor.dtype == .float64 })
    #expect(network.parameters.allSatisfy { $0.tensor.requiresGradient })
    #expect(network.buffers.map(\.tensor.dtype) == [.float64, .float64, .int64])
    #expect(network.stem.weight.isContiguous(.channelsLast))
    network(Tensor.ones([2, 1, 4, 4], dtype: .float64)).sum().backward()
    #expect(network.parameters.allSatisfy { $0.tensor.gradient?.dtype == .float64 })
    network.clearGradients()
    #expect(network.parameters.allSatisfy { $0.tensor.gradient == nil })
  }
}
