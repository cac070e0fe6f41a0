// SPDX-License-Identifier: Apache-2.0

import Datasets

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
    self.init(
      images.map { ImageMatches($0, classCount: classCount) }, classCount: classCount)
  }

  /// The same of boxes that are matched already.
  init(_ images: [ImageMatches], classCount: Int) {
    classes = (0..<classCount).map { ClassMatches(images, classIndex: $0) }
    imageCount = images.count
  }

  /// How many boxes of each class are there.
  public var labelCounts: [Int] { classes.map(\.labelCount) }

  /// The averages of precision over all images.
  public var averagePrecision: AveragePrecision {
    averagePrecision(counts: [Int](repeating: 1, count: imageCount))
  }

  /// The averages of precision where each image is there as often as said: 0 leaves it out, 2 is
  /// as if another one just like it followed it. Each of its boxes counts as often in its place.
  ///
  /// - Parameter counts: As many numbers as there are images, each 0 or more.
  /// - Returns: The averages.
  /// - Precondition: There is a number for each image.
  public func averagePrecision(counts: [Int]) -> AveragePrecision {
    precondition(
      counts.count == imageCount,
      "averagePrecision: \(counts.count) counts of \(imageCount) images")
    return AveragePrecision(classes.map { $0.averagePrecisions(counts: counts) })
  }

  /// The averages of precision of as many images drawn with replacement, again and again: what a
  /// bootstrap over images is made of.
  ///
  /// - Parameters:
  ///   - count: How often, 1 or more.
  ///   - seed: What is drawn. Of two sets of as many images the same seed draws the same images
  ///     each time, so that their averages can be compared in pairs.
  /// - Returns: The averages, in the order drawn.
  public func resampled(count: Int, seed: UInt64 = 1) -> [AveragePrecision] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      averagePrecision(counts: drawnCounts(using: &random))
    }
  }

  /// How often each image is there when as many are drawn with replacement.
  func drawnCounts(using random: inout SplitMix64) -> [Int] {
    var counts = [Int](repeating: 0, count: imageCount)
    for _ in 0..<imageCount { counts[random.index(below: imageCount)] += 1 }
    return counts
  }
}
