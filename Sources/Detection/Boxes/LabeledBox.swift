// SPDX-License-Identifier: Apache-2.0

/// What somebody says is in an image: the truth that detections are scored against.
public struct LabeledBox: Sendable, Hashable {
  /// Where it is.
  public var box: Box
  /// The number of its class, from 0, in the list of the labels.
  public var classIndex: Int

  /// What is at `box`.
  public init(box: Box, classIndex: Int) {
    (self.box, self.classIndex) = (box, classIndex)
  }
}
