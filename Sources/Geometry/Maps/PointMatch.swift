// SPDX-License-Identifier: Apache-2.0

/// A point of the scene that was found in both images, by hand as a rule.
public struct PointMatch: Sendable, Equatable {
  /// Where it is in the first image, in pixels, the center of the first one at (0, 0).
  public var first: SIMD2<Double>
  /// Where it is in the second image.
  public var second: SIMD2<Double>

  /// Joins two places.
  public init(first: SIMD2<Double>, second: SIMD2<Double>) {
    (self.first, self.second) = (first, second)
  }
}
