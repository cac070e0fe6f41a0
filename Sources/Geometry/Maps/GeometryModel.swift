// SPDX-License-Identifier: Apache-2.0

/// What a geometry between two images may do.
public enum GeometryModel: String, Sendable, CaseIterable, Codable {
  /// Shift, turn, scale.
  case similarity
  /// Also scale and shear along either axis.
  case affine
  /// Also perspective: two cameras that look at one plane, or from one place.
  case homography

  /// How many numbers it has: 4, 6 or 8.
  public var unknownCount: Int {
    switch self {
    case .similarity: 4
    case .affine: 6
    case .homography: 8
    }
  }
}
