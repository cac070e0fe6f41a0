// SPDX-License-Identifier: Apache-2.0

public import Geometry

/// A geometry that ``Aligner`` has found.
public struct FoundGeometry: Sendable, Equatable {
  /// From pixels of the second image to those of the first.
  public var geometry: Homography
  /// How well the images agree under it: the correlation of their oriented gradients, 1 for equal
  /// images.
  public var score: Double
  /// What it was allowed to do.
  public var model: GeometryModel

  init(_ geometry: Homography, score: Double, model: GeometryModel) {
    (self.geometry, self.score, self.model) = (geometry, score, model)
  }
}
