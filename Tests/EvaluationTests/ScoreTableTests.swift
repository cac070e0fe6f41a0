// SPDX-License-Identifier: Apache-2.0

import Evaluation
import FusionMetrics
import TestSupport
import Testing

/// Means, ranks and comparisons of a table.
@Suite(.tags(.unit)) struct ScoreTableTests {
  let table = ScoreTable.small

  @Test func meansArePlainOnes() {
    #expect(table.rows[0].mean(of: .entropy) == 6.5)
    #expect(table.rows[0].mean(of: .meanSquaredError) == 100)
    #expect(table.rows[1].mean(of: .meanSquaredError) == nil, "not published")
  }

  @Test func ranksFollowTheDirection() {
    #expect(table.ranks(in: .entropy) == [2, 1, 3])
    #expect(table.ranks(in: .meanSquaredError) == [2, nil, 1], "lower is better")
    #expect(table.ranks(in: .visualInformationFidelity) == [1, 2.5, 2.5], "ties share")
  }

  /// MSE does not count: the published row has none.
  @Test func meanRanksTakeWhatAllRowsHave() {
    #expect(table.meanRanks == [1.5, 1.75, 2.75])
  }

  @Test func theFirstMeasuredRowIsCompared() throws {
    let comparison = try #require(table.comparisons.first)
    #expect(table.comparisons.count == 1 && comparison.other.name == "max")
    #expect(comparison.metrics.map(\.metric.name) == ["EN", "MSE", "VIF"])
    #expect(comparison.metrics[1].meanDifference == 30)
  }

  /// Six images on one side: p = 2 / 64 for either metric of either method, which four times is
  /// 1/8; eight images: 2 / 256, and 1/32.
  @Test(arguments: [(6, 0.125, false), (8, 0.03125, true)])
  func allTestsOfATableAreCorrectedTogether(
    _ count: Int, _ corrected: Double, _ isSignificant: Bool
  ) {
    func row(_ name: String, _ level: Double) -> ScoreRow {
      let images = (1...count).map { index in
        let score = level * Double(index)
        return ScoreRow.Image(name: "\(index)", values: ["EN": score, "MSE": score])
      }
      return ScoreRow(name: name, images: images)
    }
    let table = ScoreTable(
      profile: .cddfuse, metrics: [.entropy, .meanSquaredError],
      rows: [row("a", 3), row("b", 2), row("c", 1)])
    let tests = table.comparisons.flatMap(\.metrics)
    #expect(tests.count == 4)
    #expect(tests.allSatisfy { $0.test.pValue == corrected / 4 && $0.test.pValue < 0.05 })
    #expect(
      tests.allSatisfy { $0.correctedPValue == corrected && $0.isSignificant == isSignificant })
    let marks = table.text(as: .table).split(separator: "\n").filter { $0.hasPrefix("EN ") }
    #expect(marks.count == 2 && marks.allSatisfy { $0.contains(isSignificant ? " yes " : " no ") })
  }

  @Test func comparisonsCanBeLeftOut() {
    var table = table
    table.comparesMethods = false
    #expect(table.comparisons.isEmpty && !table.text(as: .table).contains("minus"))
  }

  @Test func undefinedScoresAreNamed() {
    let row = ScoreRow(
      name: "flat",
      images: [.init(name: "01", values: ["SCD": .nan]), .init(name: "02", values: ["SCD": 1])])
    let table = ScoreTable(
      profile: .cddfuse, metrics: [.sumOfCorrelationsOfDifferences], rows: [row])
    #expect(table.notes.count == 1)
    #expect(table.notes[0].hasPrefix("SCD of flat is undefined for 01 (a constant image"))
    #expect(row.mean(of: .sumOfCorrelationsOfDifferences) == 1)
    #expect(table.text(as: .table).contains("undefined"))
    #expect(table.text(as: .json).contains("\"SCD\": null"))
  }

  @Test func aMeanSaysOverHowManyImagesItIs() {
    let metric = Metric.sumOfCorrelationsOfDifferences
    let table = table(["a": [.nan, 1, 2], "b": [.nan, .infinity, .nan]])
    #expect(table.rows.map { $0.count(of: metric) } == [2, 0])
    #expect(table.rows[0].mean(of: metric) == 1.5)
    #expect(table.rows[1].mean(of: metric)?.isNaN == true)
    for format in [ReportFormat.table, .markdown, .latex, .json, .html] {
      #expect(table.text(as: format).contains("the mean is over 2 of 3 images."), "\(format)")
      #expect(table.text(as: format).contains("the mean is over 0 of 3 images."), "\(format)")
    }
    #expect(table.text(as: .csv).contains("a,mean,1.5\na,count,2\n"))
    #expect(table.text(as: .json).contains("\"counts\": {\"SCD\": 2}"))
  }

  /// By its own mean, `a` would be the best: it has no score of the image that is hard for all.
  @Test func ranksAreThoseOfTheImagesThatAllHave() {
    let metric = Metric.sumOfCorrelationsOfDifferences
    let table = table(["a": [.nan, 2], "b": [0, 3], "c": [0, 1], "d": [.nan, .nan]])
    #expect(table.rows.map { $0.mean(of: metric) ?? 0 }.prefix(3) == [2, 1.5, 0.5])
    #expect(table.ranks(in: metric) == [2, 1, 3, 4])
    #expect(table.meanRanks == [2, 1, 3, 4])
    #expect(table.comparisons[0].metrics.map(\.count) == [1])
  }

  private func table(_ scores: [String: [Double]]) -> ScoreTable {
    let rows = scores.sorted { $0.key < $1.key }.map { name, values in
      ScoreRow(
        name: name,
        images: values.enumerated().map { .init(name: "\($0)", values: ["SCD": $1]) })
    }
    return ScoreTable(profile: .cddfuse, metrics: [.sumOfCorrelationsOfDifferences], rows: rows)
  }
}
