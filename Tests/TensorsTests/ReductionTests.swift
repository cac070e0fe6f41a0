// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport
import Testing

@Suite("reductions by hand", .singleThreaded, .tags(.unit))
struct ReductionTests {
  /// [[0, 1, 2], [3, 4, 5]]
  let x = Tensor.counting(2, 3)

  @Test("over everything")
  func everything() {
    #expect(x.sum().item() == 15 && x.mean().item() == 2.5)
    #expect(x.max().item() == 5 && x.min().item() == 0)
    #expect(x.norm().item() == Double(Float(55).squareRoot()))
    #expect(x.sum().shape == [] && x.sum(keepingDims: true).shape == [1, 1])
  }

  @Test("over one dimension, counted from either end")
  func oneDimension() {
    #expect(x.sum(0).doubles == [3, 5, 7] && x.sum(-2).doubles == [3, 5, 7])
    #expect(x.mean(1).doubles == [1, 4] && x.max(1).doubles == [2, 5])
    #expect(x.min(0).doubles == [0, 1, 2] && x.norm(0).doubles[0] == 3)
    #expect(x.sum(1, keepingDims: true).shape == [2, 1])
    #expect(x.argmax(1).doubles == [2, 2] && x.argmax(0).dtype == .int64)
  }

  @Test("over several dimensions")
  func several() {
    let y = Tensor.counting(2, 3, 4)
    #expect(y.sum(0, 2).doubles == [60, 92, 124])
    #expect(y.mean(1, 2, keepingDims: true).shape == [2, 1, 1])
    #expect(y.max(-1, -2).doubles == [11, 23])
  }
}
