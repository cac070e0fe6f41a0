// SPDX-License-Identifier: Apache-2.0

/// What a pixel's features say of the step (a, b) of its shift: the sum over the features of
/// (difference + right a + down b)^2, weighted by 1 / sqrt(difference^2 + 1), so that large
/// differences count by their length (Charbonnier's function).
struct FlowTerms {
  /// Factors of a a, a b and b b.
  private(set) var square = SIMD3<Float>.zero
  /// Minus half the factors of a and b.
  private(set) var line = SIMD2<Float>.zero

  /// Says nothing.
  init() {}

  /// - Parameters:
  ///   - difference: The second picture's features less the first one's.
  ///   - right: How they change with a.
  ///   - down: How they change with b.
  ///   - weight: What the pixel counts.
  init(_ difference: SIMD8<Float>, right: SIMD8<Float>, down: SIMD8<Float>, weight: Float) {
    let share = weight / ((difference * difference).sum() + 1).squareRoot()
    square = share * SIMD3((right * right).sum(), (right * down).sum(), (down * down).sum())
    line = -share * SIMD2((right * difference).sum(), (down * difference).sum())
  }
}
