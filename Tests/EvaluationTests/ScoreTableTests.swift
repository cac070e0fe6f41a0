import Evaluation
import FusionMetrics
import Testing

/// Means, ranks and comparisons of a table.
@Suite struct ScoreTableTests {
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
