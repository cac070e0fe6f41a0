// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Foundation
import FusionMetrics
import TestSupport
import Testing

/// Ranks, signed-rank test and bootstrap, against SciPy and by hand.
@Suite(.tags(.unit)) struct StatisticsTests {
  @Test(arguments: try StatisticsFixture.read().wilcoxon)
  func wilcoxonIsThatOfSciPy(_ expected: StatisticsFixture.Case) {
    let test = WilcoxonTest(differences: expected.differences)
    #expect(test.statistic == expected.statistic)
    #expect(test.isExact == (expected.method == "exact"))
    #expect(abs(test.pValue - expected.pValue) <= 1e-12 * expected.pValue)
  }

  @Test func ranksAreThoseOfSciPy() throws {
    let expected = try StatisticsFixture.read().ranks
    #expect(ranks(of: expected.values) == expected.expected)
    #expect(ranks(of: []).isEmpty)
    #expect(ranks(of: [.nan, 5, -.infinity]) == [3, 2, 1])
  }

  @Test func noDifferencesProveNothing() {
    let test = WilcoxonTest(differences: [0, 0, 0])
    #expect(test.pValue == 1 && test.count == 0 && test.statistic == 0)
    #expect(WilcoxonTest(differences: []).pValue == 1)
  }

  /// Of 2^5 patterns of signs one has the sum 0: p = 2 / 32.
  @Test func fiveOnOneSideByHand() {
    let test = WilcoxonTest(differences: [0.1, 0.4, 0.2, 0.5, 0.3])
    #expect(test.pValue == 0.0625 && test.isExact)
  }

  /// Sorted: 4 * 0.005, 3 * 0.01, 2 * 0.03, and 1 * 0.04, which may not be below the one before.
  @Test func holmByHand() {
    let corrected = holmCorrected([0.01, 0.04, 0.03, 0.005])
    let expected = [0.03, 0.06, 0.06, 0.02]
    #expect(zip(corrected, expected).allSatisfy { abs($0 - $1) < 1e-15 }, "\(corrected)")
  }

  @Test func holmStaysWithinOne() {
    #expect(holmCorrected([]).isEmpty)
    #expect(holmCorrected([0.25]) == [0.25])
    #expect(holmCorrected([0.5, 1, 0.75]) == [1, 1, 1])
    #expect(holmCorrected([0.125, 0.125, 0.125]) == [0.375, 0.375, 0.375], "ties")
  }

  @Test func bootstrapOfEqualValuesIsAPoint() {
    let interval = BootstrapInterval(meanOf: [0.25, 0.25, 0.25])
    #expect(interval.low == 0.25 && interval.high == 0.25)
  }

  /// Normal theory: the mean of 400 values 0 and 1 lies within 1.96 * 0.5 / 20 = 0.049 of a half.
  @Test func bootstrapIsNearNormalTheory() {
    let values = (0..<400).map { Double($0 % 2) }
    let interval = BootstrapInterval(meanOf: values)
    #expect(abs(interval.low - 0.451) < 0.006 && abs(interval.high - 0.549) < 0.006)
    let wide = BootstrapInterval(meanOf: values, confidence: 0.99)
    #expect(wide.low < interval.low && wide.high > interval.high)
  }

  @Test func theSeedDecides() {
    let values = [0.3, -0.1, 0.7, 0.2, 0.9, -0.4]
    let interval = BootstrapInterval(meanOf: values, resamples: 200, seed: 3)
    #expect(interval == BootstrapInterval(meanOf: values, resamples: 200, seed: 3))
    #expect(interval != BootstrapInterval(meanOf: values, resamples: 200, seed: 4))
  }

  /// Known by hand: three values, and every mean that 3 draws can give.
  @Test func bootstrapStaysWithinTheValues() {
    let interval = BootstrapInterval(meanOf: [1, 2, 4], confidence: 0.999, resamples: 5000)
    #expect(interval.low == 1 && interval.high == 4)
  }

  @Test func comparisonPairsImagesByName() throws {
    let first = ScoreRow(name: "a", images: images([("1", 5), ("2", 7), ("3", .nan), ("4", 9)]))
    let other = ScoreRow(name: "b", images: images([("2", 6), ("1", 3), ("3", 1)]))
    let comparison = try #require(PairedComparison(.entropy, of: first, against: other))
    #expect(comparison.count == 2 && comparison.meanDifference == 1.5)
    #expect(comparison.test.pValue == 0.5 && comparison.correctedPValue == 0.5)
    #expect(comparison.interval.low == 1 && comparison.interval.high == 2)
    #expect(PairedComparison(.structuralSimilarity, of: first, against: other) == nil)
  }

  private func images(_ scores: [(String, Double)]) -> [ScoreRow.Image] {
    scores.map { ScoreRow.Image(name: $0.0, values: ["EN": $0.1]) }
  }
}

/// What `Scripts/make-statistics-fixtures.py` recorded.
struct StatisticsFixture: Decodable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let differences: [Double]
    let method: String
    let statistic: Double
    let pValue: Double

    var testDescription: String { name }
  }

  struct Ranks: Decodable {
    let values: [Double]
    let expected: [Double]
  }

  let wilcoxon: [Case]
  let ranks: Ranks

  static func read() throws -> StatisticsFixture {
    let path = try #require(
      Bundle.module.path(forResource: "statistics", ofType: "json", inDirectory: "Fixtures"))
    return try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(filePath: path)))
  }
}
