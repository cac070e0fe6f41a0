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
    #expect(row.mean(of: .sumOfCorrelationsOfDifferences)?.isNaN == true)
    #expect(table.text(as: .table).contains("undefined"))
    #expect(table.text(as: .json).contains("\"SCD\": null"))
  }
}
