// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What normalized mutual information, the last step of aligning medical images, made of a geometry
/// that was found by gradients.
public enum InformationStep: Sendable, Equatable {
  /// Nothing: the second image is sharp, as those of CT are, and gradients are nearer.
  case left
  /// It was led to where the images tell most of each other.
  ///
  /// - Parameters:
  ///   - by: How far, in pixels of the first image, at most a sixty-fourth of its longer side: the
  ///     root of the sum of the squares of both shifts and of what turn and growth move a point a
  ///     quarter of that side from the second image's middle.
  ///   - before: Normalized mutual information where gradients ended, as ``RigSearch`` computes it:
  ///     1 where neither image tells of the other, 2 where each tells all.
  ///   - after: The same at the end.
  case moved(by: Double, before: Double, after: Double)
}

extension InformationStep: CustomStringConvertible {
  /// "moved on by 2.3 pixels, as the second image is soft, to where both images tell most of each
  /// other: normalized mutual information 1.121, before 1.108".
  public var description: String {
    switch self {
    case .left: "left there by mutual information, as the second image is sharp"
    case .moved(let distance, let before, let after):
      String(format: "moved on by %.1f pixels, as the second image is soft, ", distance)
        + "to where both images tell most of each other: normalized mutual information "
        + String(format: "%.3f, before %.3f", after, before)
    }
  }
}
