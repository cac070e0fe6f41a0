// SPDX-License-Identifier: Apache-2.0

/// An affine map of three coordinates: `origin + i*x + j*y + k*z` of `(x, y, z)`.
public struct AffineTransform3D: Sendable, Equatable {
  /// What a step of 1 along the first coordinate becomes.
  public var i: SIMD3<Double>
  /// The same of the second one.
  public var j: SIMD3<Double>
  /// The same of the third one.
  public var k: SIMD3<Double>
  /// What the point (0, 0, 0) becomes.
  public var origin: SIMD3<Double>

  /// The map that keeps each point where it is.
  public static let identity = Self(
    i: SIMD3(1, 0, 0), j: SIMD3(0, 1, 0), k: SIMD3(0, 0, 1), origin: .zero)

  /// Makes a map of the images of unit steps and of the point (0, 0, 0).
  public init(
    i: SIMD3<Double>, j: SIMD3<Double>, k: SIMD3<Double>, origin: SIMD3<Double>
  ) {
    (self.i, self.j, self.k, self.origin) = (i, j, k, origin)
  }

  /// What a point becomes.
  public func callAsFunction(_ point: SIMD3<Double>) -> SIMD3<Double> {
    origin + linear(point)
  }

  /// What a difference of two points becomes.
  public func linear(_ step: SIMD3<Double>) -> SIMD3<Double> {
    i * step.x + j * step.y + k * step.z
  }

  /// The signed volume of what the unit cube becomes; negative where the map mirrors.
  public var determinant: Double { dot(i, cross(j, k)) }

  /// Whether all numbers are finite.
  public var isFinite: Bool {
    [i, j, k, origin].allSatisfy { $0.x.isFinite && $0.y.isFinite && $0.z.isFinite }
  }

  /// The map that first does what `other` does, and then this.
  public func after(_ other: Self) -> Self {
    Self(
      i: linear(other.i), j: linear(other.j), k: linear(other.k), origin: self(other.origin))
  }

  /// The map back; nil where the unit cube becomes flat.
  public var inverse: Self? {
    let volume = determinant
    guard volume.isFinite, volume != 0 else { return nil }
    let (a, b, c) = (cross(j, k) / volume, cross(k, i) / volume, cross(i, j) / volume)
    let linear = Self(
      i: SIMD3(a.x, b.x, c.x), j: SIMD3(a.y, b.y, c.y), k: SIMD3(a.z, b.z, c.z), origin: .zero)
    guard linear.isFinite else { return nil }
    var inverse = linear
    inverse.origin = -linear(origin)
    return inverse
  }
}

/// The scalar product.
func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double { (a * b).sum() }

/// The vector product.
func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
  SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

/// The length of a vector.
func length(_ a: SIMD3<Double>) -> Double { dot(a, a).squareRoot() }
