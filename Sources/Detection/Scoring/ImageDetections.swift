// SPDX-License-Identifier: Apache-2.0

/// One image of a labeled set: what a detector found in it, and what is there.
public struct ImageDetections: Sendable, Hashable {
  /// What was found, in any order.
  public var found: [DetectedBox]
  /// What is there; none where the image is empty.
  public var labels: [LabeledBox]

  /// Puts the two together. Both count classes in the same list.
  public init(found: [DetectedBox], labels: [LabeledBox]) {
    (self.found, self.labels) = (found, labels)
  }
}
