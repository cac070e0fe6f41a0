// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport
import Testing

@Suite("failures of the engine within withTensorErrors", .singleThreaded, .tags(.unit))
struct TensorErrorTests {
  /// More memory than any machine has.
  static let impossible = [1 << 30, 1 << 30]

  @Test("an impossible allocation is thrown with the operation's name")
  func allocation() throws {
    let error = try #require(throws: TensorError.self) {
      try withTensorErrors { _ = Tensor.zeros(Self.impossible) }
    }
    #expect(error.operation == "full")
    #expect(error.description.hasPrefix("full()") && !error.message.contains("frame #"))
  }

  @Test("what the engine has no kernel for is thrown with the operands' shapes")
  func noKernel() throws {
    let error = try #require(throws: TensorError.self) {
      try withTensorErrors { _ = (Tensor.ones([2, 3]) .> 0).mean() }
    }
    #expect(error.operation == "mean" && error.shapes == [[2, 3]])
    #expect(error.description.hasPrefix("mean([2, 3]): "))
  }

  @Test(
    "a device that is not there is thrown",
    .enabled(if: !Device.cuda(0).isAvailable, "a CUDA device is there"))
  func device() throws {
    let calls: [(name: String, call: () -> Void)] = [
      ("to", { _ = Tensor.ones([1]).to(device: .cuda(0)) }),
      ("full", { _ = Tensor.ones([1], device: .cuda(0)) }),
      ("RandomGenerator", { _ = RandomGenerator(seed: 1, device: .cuda(0)).uniform([1]) }),
    ]
    for (name, call) in calls {
      let error = try #require(throws: TensorError.self) { try withTensorErrors(call) }
      #expect(error.operation == name)
    }
  }

  @Test("the first of several failures is the one thrown")
  func first() throws {
    let error = try #require(throws: TensorError.self) {
      try withTensorErrors {
        _ = (Tensor.ones([2]) .> 0).mean()
        _ = Tensor.zeros(Self.impossible)
      }
    }
    #expect(error.operation == "mean")
  }

  @Test("sizes that follow from a failed tensor's are no mistake of shape")
  func sizes() throws {
    let error = try #require(throws: TensorError.self) {
      try withTensorErrors {
        let channels = Tensor.zeros(Self.impossible).size(1)
        // As of two heads that share the channels.
        _ = Tensor.ones([2, 1]).expanded(2, channels / 2).reshaped(channels, 1)
      }
    }
    #expect(error.operation == "full")
  }

  @Test("what comes after on the failed tensor does nothing")
  func afterwards() throws {
    let kept = Tensor.ones([3])
    let error = try #require(throws: TensorError.self) {
      try withTensorErrors {
        let failed = Tensor.zeros(Self.impossible)
        let more = (failed + kept).matmul(failed).reshaped(7, -1).permuted(1, 0)
        #expect(more.item() == 0 && (more.values() as [Float]).isEmpty)
        #expect(more.chunks(4, dim: 1).count == 4 && more.slice(5..<9, dim: 3).gradient == nil)
        kept.copy_(more)
        kept.add_(more)
        more.requiresGradient = true
        more.backward()
        _ = Tensor.concatenated([kept, more], dim: 0).conv2d(more, more).linear(kept, more)
      }
    }
    #expect(error.operation == "full" && kept.doubles == [1, 1, 1])
  }

  @Test("the scope goes on to its end, and gives back its result where nothing failed")
  func toTheEnd() throws {
    var reached = false
    #expect(throws: TensorError.self) {
      try withTensorErrors {
        _ = Tensor.zeros(Self.impossible)
        reached = true
      }
    }
    #expect(reached)
    #expect(try withTensorErrors { Tensor.ones([2]).sum().item() } == 2)
  }

  @Test("an inner scope keeps its failures to itself")
  func nesting() throws {
    let count = try withTensorErrors {
      #expect(throws: TensorError.self) {
        try withTensorErrors { _ = Tensor.zeros(Self.impossible) }
      }
      return Tensor.ones([4]).count
    }
    #expect(count == 4)
    let error = try #require(throws: TensorError.self) {
      try withTensorErrors {
        try withTensorErrors { _ = Tensor.ones([1]) }
        _ = (Tensor.ones([2]) .> 0).mean()
      }
    }
    #expect(error.operation == "mean")
  }

  @Test("an error of the body's own is thrown; a failure before it goes first")
  func bodyErrors() {
    struct Stop: Error {}
    #expect(throws: Stop.self) { try withTensorErrors { throw Stop() } }
    #expect(throws: TensorError.self) {
      try withTensorErrors {
        _ = Tensor.zeros(Self.impossible)
        throw Stop()
      }
    }
  }
}
