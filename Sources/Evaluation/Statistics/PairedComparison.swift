package import FusionMetrics

/// How the scores of two methods differ in one metric, image by image.
package struct PairedComparison: Sendable, Equatable {
  /// The metric.
  package let metric: Metric
  /// The mean of the first method's score minus the other's.
  package let meanDifference: Double
  /// Where that mean lies with a confidence of 95 %.
  package let interval: BootstrapInterval
  /// Whether the differences lean to one side.
  package let test: WilcoxonTest
  /// Images that have a finite score by both.
  package let count: Int

  /// Compares the scores that both rows have for images of the same name; nil where there are none.
  package init?(_ metric: Metric, of row: ScoreRow, against other: ScoreRow) {
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
  }
}
