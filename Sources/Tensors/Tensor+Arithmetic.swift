// SPDX-License-Identifier: Apache-2.0

private import CTorch

// Elementwise operations broadcast as in PyTorch: shapes are aligned at their last dimension, and
// a size of 1 stretches.

extension Tensor {
  package static func + (a: Tensor, b: Tensor) -> Tensor { binary("+", a, b, ct_add) }
  package static func - (a: Tensor, b: Tensor) -> Tensor { binary("-", a, b, ct_sub) }
  package static func * (a: Tensor, b: Tensor) -> Tensor { binary("*", a, b, ct_mul) }
  package static func / (a: Tensor, b: Tensor) -> Tensor { binary("/", a, b, ct_div) }

  package static func + (a: Tensor, b: Double) -> Tensor { scalar("+", a, b, ct_add_scalar) }
  package static func - (a: Tensor, b: Double) -> Tensor { scalar("-", a, b, ct_sub_scalar) }
  package static func * (a: Tensor, b: Double) -> Tensor { scalar("*", a, b, ct_mul_scalar) }
  package static func / (a: Tensor, b: Double) -> Tensor { scalar("/", a, b, ct_div_scalar) }
  package static func + (a: Double, b: Tensor) -> Tensor { b + a }
  package static func - (a: Double, b: Tensor) -> Tensor { -b + a }
  package static func * (a: Double, b: Tensor) -> Tensor { b * a }
  package static func / (a: Double, b: Tensor) -> Tensor { b.reciprocal() * a }
  package static prefix func - (a: Tensor) -> Tensor { unary("-", a, ct_neg) }

  /// Elementwise comparisons; tensors of `bool`.
  package static func .== (a: Tensor, b: Tensor) -> Tensor { binary(".==", a, b, ct_eq) }
  package static func .!= (a: Tensor, b: Tensor) -> Tensor { binary(".!=", a, b, ct_ne) }
  package static func .< (a: Tensor, b: Tensor) -> Tensor { binary(".<", a, b, ct_lt) }
  package static func .<= (a: Tensor, b: Tensor) -> Tensor { binary(".<=", a, b, ct_le) }
  package static func .> (a: Tensor, b: Tensor) -> Tensor { binary(".>", a, b, ct_gt) }
  package static func .>= (a: Tensor, b: Tensor) -> Tensor { binary(".>=", a, b, ct_ge) }
  package static func .== (a: Tensor, b: Double) -> Tensor { scalar(".==", a, b, ct_eq_scalar) }
  package static func .!= (a: Tensor, b: Double) -> Tensor { scalar(".!=", a, b, ct_ne_scalar) }
  package static func .< (a: Tensor, b: Double) -> Tensor { scalar(".<", a, b, ct_lt_scalar) }
  package static func .<= (a: Tensor, b: Double) -> Tensor { scalar(".<=", a, b, ct_le_scalar) }
  package static func .> (a: Tensor, b: Double) -> Tensor { scalar(".>", a, b, ct_gt_scalar) }
  package static func .>= (a: Tensor, b: Double) -> Tensor { scalar(".>=", a, b, ct_ge_scalar) }
  package static func .&& (a: Tensor, b: Tensor) -> Tensor { binary(".&&", a, b, ct_logical_and) }
  package static func .|| (a: Tensor, b: Tensor) -> Tensor { binary(".||", a, b, ct_logical_or) }
  package static prefix func .! (a: Tensor) -> Tensor { unary(".!", a, ct_logical_not) }

  /// The larger of each pair of elements.
  package func maximum(_ other: Tensor) -> Tensor { binary("maximum", self, other, ct_maximum) }
  /// The smaller of each pair of elements.
  package func minimum(_ other: Tensor) -> Tensor { binary("minimum", self, other, ct_minimum) }
  /// Each element to a power.
  package func power(_ exponent: Double) -> Tensor {
    scalar("power", self, exponent, ct_pow_scalar)
  }
  /// Each element to the power of its partner.
  package func power(_ exponent: Tensor) -> Tensor { binary("power", self, exponent, ct_pow) }

  package func abs() -> Tensor { unary("abs", self, ct_abs) }
  package func exp() -> Tensor { unary("exp", self, ct_exp) }
  package func log() -> Tensor { unary("log", self, ct_log) }
  package func squareRoot() -> Tensor { unary("squareRoot", self, ct_sqrt) }
  /// 1 / sqrt(x).
  package func reciprocalSquareRoot() -> Tensor { unary("reciprocalSquareRoot", self, ct_rsqrt) }
  package func squared() -> Tensor { unary("squared", self, ct_square) }
  package func reciprocal() -> Tensor { unary("reciprocal", self, ct_reciprocal) }
  package func floor() -> Tensor { unary("floor", self, ct_floor) }
  /// To the nearest integer, ties to even.
  package func rounded() -> Tensor { unary("rounded", self, ct_round) }
  package func sine() -> Tensor { unary("sine", self, ct_sin) }
  package func cosine() -> Tensor { unary("cosine", self, ct_cos) }
  package func arcCosine() -> Tensor { unary("arcCosine", self, ct_acos) }
  /// Whether each element is neither infinite nor NaN; `bool`.
  package func isFinite() -> Tensor { unary("isFinite", self, ct_isfinite) }

  /// Each element kept within `low...high`.
  package func clamped(_ low: Double, _ high: Double) -> Tensor {
    tensor("clamped", [self]) { ct_clamp(handle, low, high, $0) }
  }

  /// `a` where `condition` holds, else `b`; all three broadcast.
  package static func select(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
    let agree = {
      condition.broadcasts(with: a) && condition.broadcasts(with: b) && a.broadcasts(with: b)
    }
    return tensor("select", [condition, a, b], shapesAgree: agree) {
      ct_where(condition.handle, a.handle, b.handle, $0)
    }
  }

  /// The matrix product over the last two dimensions, the others broadcast.
  package func matmul(_ other: Tensor) -> Tensor {
    tensor("matmul", [self, other], shapesAgree: { multiplies(with: other) }) {
      ct_matmul(handle, other.handle, $0)
    }.counted { $0.count * size(-1) }
  }

  /// In place: `self += factor * other`, outside of autograd.
  package func add_(_ other: Tensor, times factor: Double = 1) {
    run("add_", [self, other], shapesAgree: { other.broadcasts(to: shape) }) {
      ct_add_(handle, other.handle, factor, $0)
    }
  }

  /// In place: `self *= factor`, outside of autograd.
  package func multiply_(_ factor: Double) {
    run("multiply_", [self]) { ct_mul_scalar_(handle, factor, $0) }
  }

  /// In place: each element kept within `low...high`, outside of autograd.
  package func clamp_(_ low: Double, _ high: Double) {
    run("clamp_", [self]) { ct_clamp_(handle, low, high, $0) }
  }
}

infix operator .&& : LogicalConjunctionPrecedence
infix operator .|| : LogicalDisjunctionPrecedence

// MARK: Calls

/// Calls an operation on one tensor.
func unary(
  _ name: StaticString, _ a: Tensor, _ operation: (OpaquePointer?, ErrorSlot) -> OpaquePointer?
) -> Tensor {
  tensor(name, [a]) { operation(a.handle, $0) }
}

private func binary(
  _ name: StaticString, _ a: Tensor, _ b: Tensor,
  _ operation: (OpaquePointer?, OpaquePointer?, ErrorSlot) -> OpaquePointer?
) -> Tensor {
  tensor(name, [a, b], shapesAgree: { a.broadcasts(with: b) }) {
    operation(a.handle, b.handle, $0)
  }
}

private func scalar(
  _ name: StaticString, _ a: Tensor, _ b: Double,
  _ operation: (OpaquePointer?, Double, ErrorSlot) -> OpaquePointer?
) -> Tensor {
  tensor(name, [a]) { operation(a.handle, b, $0) }
}

// MARK: Which shapes agree

extension Tensor {
  func broadcasts(with other: Tensor) -> Bool { Self.broadcasts(shape[...], other.shape[...]) }

  private static func broadcasts(_ a: ArraySlice<Int>, _ b: ArraySlice<Int>) -> Bool {
    zip(a.reversed(), b.reversed()).allSatisfy { $0 == $1 || $0 == 1 || $1 == 1 }
  }

  func broadcasts(to target: [Int]) -> Bool {
    rank <= target.count
      && zip(shape.reversed(), target.reversed()).allSatisfy { $0 == $1 || $0 == 1 }
  }

  private func multiplies(with other: Tensor) -> Bool {
    guard let inner = shape.last, !other.shape.isEmpty else { return false }
    return inner == other.shape[Swift.max(other.rank - 2, 0)]
      && Self.broadcasts(shape.dropLast(2), other.shape.dropLast(2))
  }
}
