// SPDX-License-Identifier: Apache-2.0

/// What a detector found in the images of a labeled set, by each camera and as each method fused
/// them.
public struct DetectionTable: Sendable {
  /// What the numbers hang on, which the sheet states.
  public struct Conditions: Sendable, Equatable {
    /// The set's name.
    public var set: String
    /// The folder of the label files.
    public var labels: String
    /// Whose weights the detector has.
    public var detector: String
    /// Pixels of the side of the square that images are scaled to.
    public var side: Int
    /// How the detectors were trained; nil where one detector, as it is, looked at all images.
    public var training: TrainingConditions?
    /// The detector's options.
    public var options = DetectionScoring.standardDetection

    /// Puts conditions together.
    public init(set: String, labels: String, detector: String, side: Int) {
      (self.set, self.labels, self.detector, self.side) = (set, labels, detector, side)
    }
  }

  /// What the numbers hang on.
  public let conditions: Conditions
  /// Which classes count.
  public let classes: ClassMatch
  /// The rows, in order.
  public let rows: [DetectionRow]
  /// Each row but `average` against that; none unless they were wanted.
  public let comparisons: [DetectionComparison]
  /// How many times images were drawn for ``comparisons``.
  let draws: Int

  /// Draws that give small enough p-values for a table of twenty rows.
  public static let standardDraws = 10_000
  /// The row that the others are compared with.
  static let reference = "average"

  /// Puts a table together.
  ///
  /// - Parameters:
  ///   - conditions: What the numbers hang on.
  ///   - outcome: What was found.
  ///   - draws: How many times images are drawn to compare each row with that called "average"; 0
  ///     compares none.
  public init(
    _ conditions: Conditions, _ outcome: DetectionScoring.Outcome, draws: Int = standardDraws
  ) {
    (self.conditions, classes, rows) = (conditions, outcome.classes, outcome.rows)
    self.draws = draws
    let reference = draws > 0 ? outcome.rows.first { $0.name == Self.reference } : nil
    comparisons =
      reference.map { DetectionComparison.all(of: outcome.rows, against: $0, draws: draws) } ?? []
  }

  /// How many images the set has.
  public var imageCount: Int { rows.first?.matches.imageCount ?? 0 }

  /// How many boxes of each class are there.
  public var boxCounts: [Int] { rows.first?.matches.labelCounts ?? [] }
}
