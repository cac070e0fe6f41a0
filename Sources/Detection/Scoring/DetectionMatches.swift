// SPDX-License-Identifier: Apache-2.0

/// What a detector found in a set of images, matched with what is there.
public struct DetectionMatches: Sendable {
  private let classes: [ClassMatches]
  /// How many images there are.
  public let imageCount: Int

  /// Matches boxes, class by class and image by image.
  /// - Parameters:
  ///   - images: The set, in order. Where two boxes have one score, that of the earlier image is
  ///     ahead.
  ///   - classCount: How many classes count, from 0; boxes of others are left out.
  public init(_ images: [ImageDetections], classCount: Int) {
    classes = (0..<classCount).map { ClassMatches(images, classIndex: $0) }
    imageCount = images.count
  }

  /// How many boxes of each class are there.
  public var labelCounts: [Int] { classes.map(\.labelCount) }

  /// The averages of precision over all images.
  public var averagePrecision: AveragePrecision {
    AveragePrecision(
      classes.map { matches in
        let values = OverlapThreshold.all.indices.compactMap { matches.averagePrecision(at: $0) }
        return values.isEmpty ? nil : values
      })
  }
}
