// SPDX-License-Identifier: Apache-2.0

/// How good detections are, 0...1, as COCO counts it (Lin et al. 2014): the average precision over
/// 101 recalls, of at most 100 boxes of a class in an image, of any size.
public struct AveragePrecision: Sendable, Equatable {
  /// At an overlap of 0.5, class by class (AP@50); nil of a class that no image has.
  public let classes: [Double?]
  /// The mean of ``classes`` (mAP@50); nil where no image has any.
  public let atHalf: Double?
  /// The mean over the overlaps 0.5, 0.55 ... 0.95, too (mAP@50:95).
  public let mean: Double?

  /// Puts averages together.
  /// - Parameter precision: Class by class, threshold by threshold; nil of a class without a box.
  init(_ precision: [[Double]?]) {
    classes = precision.map { $0?.first }
    atHalf = Self.mean(classes.compactMap(\.self))
    mean = Self.mean(precision.compactMap(\.self).flatMap(\.self))
  }

  /// The plain mean; nil of nothing.
  static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
