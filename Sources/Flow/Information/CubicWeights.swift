// SPDX-License-Identifier: Apache-2.0

/// Of the cubic B-spline at four neighboring whole numbers, the second of which is `part` before a
/// place.
@usableFromInline
struct CubicWeights {
  @usableFromInline let values: SIMD4<Double>

  @inlinable @inline(__always)
  init(_ part: Float) {
    let x = Double(part)
    let rest = 1 - x
    let middle = (4 - 3 * x * x * (2 - x)) / 6
    let (first, last) = (rest * rest * rest / 6, x * x * x / 6)
    values = SIMD4(first, middle, 1 - first - middle - last, last)
  }

  /// By how much the weights change with the place.
  @inlinable @inline(__always)
  static func slopes(_ x: Float) -> SIMD4<Float> {
    let rest = 1 - x
    let (first, last) = (-rest * rest / 2, x * x / 2)
    let middle = x * (3 * x - 4) / 2
    return SIMD4(first, middle, -first - middle - last, last)
  }
}
