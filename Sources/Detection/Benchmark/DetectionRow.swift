// SPDX-License-Identifier: Apache-2.0

/// What a detector found in the images of one camera, or in what one method made of both.
public struct DetectionRow: Sendable {
  /// "visible", "infrared", or the method.
  public let name: String
  /// What was found, matched with the labels.
  public let matches: DetectionMatches
  /// The averages over all images.
  public let averagePrecision: AveragePrecision

  /// A row of these matches.
  public init(name: String, matches: DetectionMatches) {
    (self.name, self.matches) = (name, matches)
    averagePrecision = matches.averagePrecision
  }
}
