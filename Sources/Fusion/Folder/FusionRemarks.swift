// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Imaging

/// What is to be said of a pair beside its result.
public struct FusionRemarks: Sendable, Equatable {
  /// Lines that name a file and say what is odd about it.
  public let warnings: [String]
  /// The ranges that were found for its images.
  public let ranges: [ImageRange]
  /// What was taken of files that hold more than one picture.
  public let remarks: [ImageRemark]
  /// What became of the second image's refinement; nil: none was wanted.
  public let refinement: ImageRefinement?
}

/// The range of brightness of an image file.
public struct ImageRange: Sendable, Hashable, CustomStringConvertible {
  /// The image.
  public let path: String
  /// What of it is black and white.
  public let range: BrightnessRange

  /// Nil for a range that was not found but given.
  package init?(found range: BrightnessRange, path: String) {
    guard range.levelCount != nil else { return nil }
    (self.path, self.range) = (path, range)
  }

  /// "thermal.tif: 7015 to 8960 (1st to 99th percentile of 245 levels)".
  public var description: String { text(in: .celsius) }

  /// The same with degrees of a scale.
  package func text(in scale: TemperatureScale) -> String { "\(path): \(range.text(in: scale))" }
}
