// SPDX-License-Identifier: Apache-2.0

public import FusionMetrics

/// How the scores of two methods differ in one metric, image by image.
public struct PairedComparison: Sendable, Equatable {
  /// The metric.
  public let metric: Metric
  /// The mean of the first method's score minus the other's.
  public let meanDifference: Double
  /// Where that mean lies with a confidence of 95 %, for this metric alone.
  public let interval: BootstrapInterval
  /// Whether the differences lean to one side.
  public let test: WilcoxonTest
  /// The test's p-value corrected for the number of tests that belong together, by
  /// Holm's method (1979); alone it is the test's own.
  public internal(set) var correctedPValue: Double
  /// Images that have a finite score by both.
  public let count: Int

  /// Compares the scores that both rows have for images of the same name; nil where there are none.
  public init?(_ metric: Metric, of row: ScoreRow, against other: ScoreRow) {
    let scores = Dictionary(other.images.map { ($0.name, $0[metric]) }) { first, _ in first }
    let differences = row.images.compactMap { image -> Double? in
      guard let mine = image[metric], let theirs = scores[image.name].flatMap(\.self) else {
        return nil
      }
      return mine - theirs
    }
    .filter(\.isFinite)
    guard !differences.isEmpty else { return nil }
    self.metric = metric
    count = differences.count
    meanDifference = differences.reduce(0, +) / Double(count)
    interval = BootstrapInterval(meanOf: differences)
    test = WilcoxonTest(differences: differences)
    correctedPValue = test.pValue
  }

  /// Whether the difference is significant: ``correctedPValue`` is at most 0.05.
  public var isSignificant: Bool { correctedPValue <= 0.05 }
}
