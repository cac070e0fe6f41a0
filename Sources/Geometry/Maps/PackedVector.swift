// SPDX-License-Identifier: Apache-2.0

/// Three numbers that are kept as such.
///
/// `SIMD3<Double>` is aligned to 32 bytes, and asynchronous functions of Swift 6.3 that keep values
/// of such an alignment write beyond their frames: what is kept is packed, what is computed with is
/// not.
struct PackedVector: Sendable, Equatable {
  private let x: Double
  private let y: Double
  private let z: Double

  /// Packs a vector.
  init(_ vector: SIMD3<Double>) { (x, y, z) = (vector.x, vector.y, vector.z) }

  /// The product with (x, y, 1).
  @inline(__always) func dot(_ point: SIMD2<Double>) -> Double { x * point.x + y * point.y + z }

  /// The vector.
  var unpacked: SIMD3<Double> { SIMD3(x, y, z) }
}
