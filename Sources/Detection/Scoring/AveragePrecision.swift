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

  /// The same of scores that are there already.
  private init(classes: [Double?], atHalf: Double?, mean: Double?) {
    (self.classes, self.atHalf, self.mean) = (classes, atHalf, mean)
  }

  /// Score by score, the mean over detectors that were matched with the same labels, at least one.
  static func mean(_ runs: [AveragePrecision]) -> AveragePrecision {
    runs.count == 1 ? runs[0] : joined(runs) { mean($0) }
  }

  /// Score by score, the standard deviation of n - 1; nil of one detector.
  static func deviation(_ runs: [AveragePrecision]) -> AveragePrecision? {
    guard runs.count > 1 else { return nil }
    return joined(runs) { values in
      mean(values).map { mean in
        let squares = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
        return (squares / Double(max(values.count - 1, 1))).squareRoot()
      }
    }
  }

  private static func joined(
    _ runs: [AveragePrecision], _ join: ([Double]) -> Double?
  ) -> AveragePrecision {
    func joined(_ score: (AveragePrecision) -> Double?) -> Double? {
      join(runs.compactMap(score))
    }
    return AveragePrecision(
      classes: runs[0].classes.indices.map { index in joined { $0.classes[index] } },
      atHalf: joined(\.atHalf), mean: joined(\.mean))
  }

  /// The plain mean; nil of nothing.
  static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
