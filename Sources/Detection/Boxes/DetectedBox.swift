// SPDX-License-Identifier: Apache-2.0

/// What a detector found in an image: where, of which class, and how sure it is.
public struct DetectedBox: Sendable, Hashable {
  /// Where it is.
  public var box: Box
  /// The number of its class, from 0, in the list that the detector was trained on.
  public var classIndex: Int
  /// How sure the detector is, 0...1.
  public var score: Double

  /// What was found at `box`.
  public init(box: Box, classIndex: Int, score: Double) {
    (self.box, self.classIndex, self.score) = (box, classIndex, score)
  }
}
