// SPDX-License-Identifier: Apache-2.0

import Foundation
import Tensors
import TestSupport
import Testing

/// A wrong shape is a mistake of the program: it traps, with both shapes, also where failures of
/// the engine are thrown.
@Suite("wrong shapes trap", .singleThreaded, .tags(.unit))
struct ShapeTrapTests {
  enum Mistake: String, Codable, CaseIterable {
    case add, inPlaceAdd, select, matmul, batchedMatmul, linear, linearBias
    case conv2d, wideConv2d, conv2dKernel
    case concatenated, stacked, reshaped, expanded, permuted, copy, backward

    /// Two shapes, or the shape and what was asked for: both stand in the message.
    var shapes: [String] {
      switch self {
      case .add, .inPlaceAdd, .copy: ["[2, 3]", "[4, 3]"]
      case .select: ["[2]", "[3]"]
      case .matmul, .linear: ["[2, 3]", "[4, 5]"]
      case .batchedMatmul: ["[2, 3, 4]", "[3, 4, 5]"]
      case .linearBias: ["[4, 3]", "[5]"]
      case .conv2d: ["[1, 3, 8, 8]", "[4, 2, 3, 3]"]
      case .wideConv2d: ["[1, 32, 8, 8]", "[32, 40, 3, 3]"]
      case .conv2dKernel: ["[1, 3, 2, 2]", "[4, 3, 3, 3]"]
      case .concatenated: ["[2, 3]", "[2, 4]"]
      case .stacked: ["[2, 3]", "[3, 2]"]
      case .reshaped: ["[2, 3]", "[4, 2]"]
      case .expanded: ["[2, 3]", "[2, 4]"]
      case .permuted: ["[2, 3]"]
      case .backward: ["[2]", "[3]"]
      }
    }

    func make() {
      let x = Tensor.ones([2, 3])
      switch self {
      case .add: _ = x + Tensor.ones([4, 3])
      case .inPlaceAdd: x.add_(Tensor.ones([4, 3]))
      case .select: _ = Tensor.select(.ones([2], dtype: .bool), .ones([2]), .ones([3]))
      case .matmul: _ = x.matmul(Tensor.ones([4, 5]))
      case .batchedMatmul: _ = Tensor.ones([2, 3, 4]).matmul(Tensor.ones([3, 4, 5]))
      case .linear: _ = x.linear(Tensor.ones([4, 5]), nil)
      case .linearBias: _ = x.linear(Tensor.ones([4, 3]), Tensor.ones([5]))
      case .conv2d: _ = Tensor.ones([1, 3, 8, 8]).conv2d(Tensor.ones([4, 2, 3, 3]), nil)
      case .wideConv2d:
        let weight = Tensor.ones([32, 40, 3, 3])
        weight.requiresGradient = true  // in training such ones go a way of their own
        _ = Tensor.ones([1, 32, 8, 8]).contiguous(.channelsLast).conv2d(weight, nil, padding: 1)
      case .conv2dKernel: _ = Tensor.ones([1, 3, 2, 2]).conv2d(Tensor.ones([4, 3, 3, 3]), nil)
      case .concatenated: _ = Tensor.concatenated([x, Tensor.ones([2, 4])], dim: 0)
      case .stacked: _ = Tensor.stacked([x, Tensor.ones([3, 2])])
      case .reshaped: _ = x.reshaped(4, 2)
      case .expanded: _ = x.expanded(2, 4)
      case .permuted: _ = x.permuted(0, 0)
      case .copy: x.copy_(Tensor.ones([4, 3]))
      case .backward:
        let leaf = Tensor.ones([2])
        leaf.requiresGradient = true
        (leaf * 2).backward(Tensor.ones([3]))
      }
    }
  }

  @Test(arguments: Mistake.allCases)
  func traps(_ mistake: Mistake) async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [mistake = mistake as Mistake] in
      try withTensorErrors { mistake.make() }
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    for shape in mistake.shapes { #expect(said.contains(shape), "\(said)") }
    #expect(said.contains("do not agree"), "\(said)")
  }

  @Test("a slice beyond the dimension traps with range and shape")
  func slice() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      try withTensorErrors { _ = Tensor.ones([2, 3]).slice(1..<4, dim: 1) }
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("1..<4") && said.contains("[2, 3]"), "\(said)")
  }

  @Test("a failure of the engine outside of a scope is fatal, with its message")
  func outside() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Tensor.zeros([1 << 30, 1 << 30])
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("full()"), "\(said)")
  }
}
