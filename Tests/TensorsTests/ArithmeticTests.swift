// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport
import Testing

@Suite("arithmetic by hand", .singleThreaded, .tags(.unit))
struct ArithmeticTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let wanted: [Double]
    let compute: @Sendable (_ a: Tensor, _ b: Tensor) -> Tensor

    init(
      _ name: String, _ wanted: [Double], _ compute: @escaping @Sendable (Tensor, Tensor) -> Tensor
    ) {
      testDescription = name
      self.wanted = wanted
      self.compute = compute
    }
  }

  // a = [1, -2, 4], b = [2, 2, -8]
  static let operators = [
    Case("a + b", [3, 0, -4]) { $0 + $1 }, Case("a - b", [-1, -4, 12]) { $0 - $1 },
    Case("a * b", [2, -4, -32]) { $0 * $1 }, Case("a / b", [0.5, -1, -0.5]) { $0 / $1 },
    Case("a + 3", [4, 1, 7]) { a, _ in a + 3 }, Case("3 + a", [4, 1, 7]) { a, _ in 3 + a },
    Case("a - 3", [-2, -5, 1]) { a, _ in a - 3 }, Case("3 - a", [2, 5, -1]) { a, _ in 3 - a },
    Case("a * 3", [3, -6, 12]) { a, _ in a * 3 }, Case("3 * a", [3, -6, 12]) { a, _ in 3 * a },
    Case("a / 4", [0.25, -0.5, 1]) { a, _ in a / 4 }, Case("4 / a", [4, -2, 1]) { a, _ in 4 / a },
    Case("-a", [-1, 2, -4]) { a, _ in -a },
  ]

  static let comparisons = [
    Case("a == b", [0, 0, 0]) { $0 .== $1 }, Case("a != b", [1, 1, 1]) { $0 .!= $1 },
    Case("a < b", [1, 1, 0]) { $0 .< $1 }, Case("a <= a", [1, 1, 1]) { a, _ in a .<= a },
    Case("a > b", [0, 0, 1]) { $0 .> $1 }, Case("a >= b", [0, 0, 1]) { $0 .>= $1 },
    Case("a == 4", [0, 0, 1]) { a, _ in a .== 4 }, Case("a != 4", [1, 1, 0]) { a, _ in a .!= 4 },
    Case("a < 1", [0, 1, 0]) { a, _ in a .< 1 }, Case("a <= 1", [1, 1, 0]) { a, _ in a .<= 1 },
    Case("a > 1", [0, 0, 1]) { a, _ in a .> 1 }, Case("a >= 1", [1, 0, 1]) { a, _ in a .>= 1 },
    Case("and", [0, 0, 1]) { a, b in (a .> 0) .&& (b .< 0) },
    Case("or", [1, 0, 1]) { a, b in (a .> 0) .|| (b .< 0) },
    Case("not", [0, 1, 0]) { a, _ in .!(a .> 0) },
  ]

  static let functions = [
    Case("maximum", [2, 2, 4]) { $0.maximum($1) }, Case("minimum", [1, -2, -8]) { $0.minimum($1) },
    Case("power", [1, -8, 64]) { a, _ in a.power(3) },
    Case("power of tensors", [1, 4, 0.0625]) { $0.power($1 / 4 * 4 + Tensor([0, 0, 6], [3])) },
    Case("abs", [1, 2, 4]) { a, _ in a.abs() },
    Case("squared", [1, 4, 16]) { a, _ in a.squared() },
    Case("reciprocal", [1, -0.5, 0.25]) { a, _ in a.reciprocal() },
    Case("roots", [1, 2, 0.5]) { a, _ in Tensor([1, 4, 0.25], [3]).squareRoot() },
    Case("1 / roots", [1, 0.5, 2]) { a, _ in Tensor([1, 4, 0.25], [3]).reciprocalSquareRoot() },
    Case("exp, log", [1, -2, 4]) { a, _ in a.exp().log() },
    Case("floor", [0, -1, 2]) { a, _ in (a / 2).floor() },
    Case("rounded", [0, -1, 2]) { a, _ in (a / 2).rounded() },
    Case("sine² + cosine²", [1, 1, 1]) { a, _ in a.sine().squared() + a.cosine().squared() },
    Case("clamped", [1, -1, 2]) { a, _ in a.clamped(-1, 2) },
    Case("select", [1, 2, 4]) { .select($0 .> 0, $0, $1) },
    Case("isFinite", [1, 0, 1]) { a, _ in (1 / (a + 2)).isFinite() },
    Case("isFinite of NaN", [1, 0, 1]) { a, _ in ((a + 2) * 0 / (a + 2)).isFinite() },
  ]

  static let activations = [
    Case("relu", [1, 0, 4]) { a, _ in a.relu() },
    Case("leakyReLU", [1, -0.5, 4]) { a, _ in a.leakyReLU(slope: 0.25) },
    Case("sigmoid + sigmoid(-)", [1, 1, 1]) { a, _ in a.sigmoid() + (-a).sigmoid() },
    Case("silu / sigmoid", [1, -2, 4]) { a, _ in a.silu() / a.sigmoid() },
    Case("softplus", [1, -2, 4]) { a, _ in a.softplus().exp().log() + (-a).logSigmoid() + a },
    Case("tanh", [0, 0, 0]) { a, _ in a.tanh() - (2 * (2 * a).sigmoid() - 1) },
    Case("softmax", [1, 1, 1]) { a, _ in a.softmax(0) / a.exp() * a.exp().sum() },
    Case("logSoftmax", [0, 0, 0]) { a, _ in a.logSoftmax(-1) - a.softmax(-1).log() },
  ]

  @Test(arguments: operators + comparisons + functions + activations)
  func elementwise(_ operation: Case) {
    let (a, b) = (Tensor([1, -2, 4] as [Double], [3]), Tensor([2, 2, -8] as [Double], [3]))
    let found = operation.compute(a, b).doubles
    #expect(found.count == 3)
    #expect(zip(found, operation.wanted).allSatisfy { abs($0 - $1) <= 1e-12 }, "\(found)")
  }

  @Test("comparisons are of bool, and take part in sums as 0 and 1")
  func bools() {
    let mask = Tensor.counting(4) .> 1
    #expect(mask.dtype == .bool && mask.sum().item() == 2)
    #expect(mask.any().item() == 1 && mask.all().item() == 0)
    #expect(Tensor.ones([2]).all().item() == 1 && Tensor.zeros([2]).any().item() == 0)
  }

  @Test("shapes align at their last dimension, and 1 stretches")
  func broadcasting() {
    let (column, row) = (Tensor([10, 20] as [Float], [2, 1]), Tensor([1, 2, 3] as [Float], [3]))
    let sum = column + row
    #expect(sum.shape == [2, 3] && sum.doubles == [11, 12, 13, 21, 22, 23])
    #expect((Tensor.ones([4, 1, 3]) * Tensor.ones([5, 1])).shape == [4, 5, 3])
    #expect((Tensor.ones([0, 3]) + row).shape == [0, 3])
  }

  @Test("products of matrices: plain, in batches, of vectors")
  func products() {
    let (a, b) = (Tensor.counting(2, 3), Tensor.counting(3, 2))
    #expect(a.matmul(b).doubles == [10, 13, 28, 40])
    #expect(Tensor.ones([5, 1, 2, 3]).matmul(Tensor.ones([4, 3, 2])).shape == [5, 4, 2, 2])
    #expect(a.matmul(Tensor([1, 1, 1] as [Float], [3])).doubles == [3, 12])
  }

  @Test("in place: every view sees it")
  func inPlace() {
    let x = Tensor.counting(2, 2)
    let row = x.select(1)
    x.add_(Tensor([1, 10] as [Float], [2]), times: 0.5)
    #expect(x.doubles == [0.5, 6, 2.5, 8] && row.doubles == [2.5, 8])
    x.multiply_(2)
    #expect(row.doubles == [5, 16])
    let whole = Tensor.range(2)
    whole.add_(Tensor.ones([], dtype: .int64), times: 3)
    #expect(whole.doubles == [3, 4])
  }
}
