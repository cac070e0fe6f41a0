// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Evaluation
import Foundation
import TestSupport
import Testing

@testable import Detection

/// Differences by hand, and tables in each format.
@Suite(.tags(.unit)) struct DetectionTableTests {
  private func precision(_ score: Double?) -> AveragePrecision {
    AveragePrecision([score.map { [$0, 0] }])
  }

  /// Of 39 draws 1 is at most 0 and 38 are above: p is 2 (1 + 1) / (39 + 1).
  @Test func differencesByHand() throws {
    let differences = [-0.5] + (1...38).map { Double($0) / 100 }
    let draws = differences.map { (precision(0.5 + $0), precision(0.5)) }
    let without = (precision(nil), precision(nil))
    let difference = try #require(
      DetectionDifference(
        .atHalf, (precision(0.75), precision(0.5)), draws: [without] + draws.reversed()))
    #expect(difference.difference == 0.25 && abs(difference.pValue - 0.1) < 1e-12)
    // The ends are at 2.5 and 97.5 % of the way from the first of 39 to the last.
    #expect(abs(difference.interval.low - (-0.5 + 0.95 * 0.51)) < 1e-9)
    #expect(abs(difference.interval.high - 0.3705) < 1e-9)
    #expect(!difference.isSignificant)
    let mean = try #require(
      DetectionDifference(
        .overThresholds, (precision(0.75), precision(0.5)), draws: draws))
    #expect(mean.difference == 0.125)
    #expect(DetectionDifference(.atHalf, without, draws: draws) == nil)
  }

  /// Three like pairs: each draw gives the same difference, so that p is 2 / 1001.
  private func withTable(
    _ body: (DetectionTable) throws -> Void
  ) async throws {
    try await SquareSet.with(classNames: ["person", "lamp"]) { set in
      let classes = ClassMatch(labels: set.classNames, detector: COCOClasses.names)
      let outcome = try await DetectionScoring().score(
        set, [ClassicalMethod.max], classes, atOnce: 1
      ) { SquareSet.detect(in: $0) }
      let conditions = DetectionTable.Conditions(
        set: "squares", labels: "labels", detector: "a detector", side: 64)
      try body(DetectionTable(conditions, outcome, draws: 1000))
    }
  }

  @Test func comparisonsAreCorrectedTogether() async throws {
    try await withTable { table in
      #expect(table.comparisons.map(\.name) == ["visible", "infrared", "max"])
      let tests = table.comparisons.map { $0.differences[0] }
      #expect(abs(tests[0].difference - (51.0 / 101 - 1)) < 1e-12)
      #expect(tests[0].interval.low == tests[0].interval.high)
      #expect(tests.map(\.isSignificant) == [true, true, false])
      #expect(abs(tests[0].pValue - 2.0 / 1001) < 1e-12 && tests[2].pValue == 1)
      // Six tests, four of which have the smallest p.
      #expect(abs(tests[1].correctedPValue - 12.0 / 1001) < 1e-12)
      #expect(table.notes.last == "Not shown to differ from average: max.")
    }
  }

  @Test func nothingShownIsSaid() async throws {
    try await SquareSet.with(count: 1) { set in
      let classes = ClassMatch(labels: set.classNames, detector: COCOClasses.names)
      // What finds nothing anywhere shows no difference.
      let outcome = try await DetectionScoring().score(set, [], classes, atOnce: 1) { _ in [] }
      let conditions = DetectionTable.Conditions(
        set: "squares", labels: "labels", detector: "a detector", side: 64)
      let table = DetectionTable(conditions, outcome, draws: 100)
      #expect(
        table.notes.last
          == "Nothing is shown: no row differs significantly from average (visible, infrared).")
      let without = DetectionTable(conditions, outcome, draws: 0)
      #expect(without.comparisons.isEmpty)
      #expect(without.notes.allSatisfy { !$0.contains("average (") && !$0.contains("bootstrap") })
    }
  }

  @Test func theSheetStatesWhatItHangsOn() async throws {
    try await withTable { table in
      let lines = table.text(as: .table).split(separator: "\n").map(String.init)
      #expect(
        lines.prefix(5) == [
          "method    person AP@50  mAP@50  mAP@50:95  images  boxes",
          "visible          0.505   0.505      0.505       3      6",
          "infrared         0.505   0.505      0.505       3      6",
          "average          1.000   1.000      1.000       3      6",
          "max              1.000   1.000      1.000       3      6",
        ])
      let text = table.text(as: .table)
      for words in [
        "labels of squares, 3 images, 6 boxes (person 6)", "does not know lamp",
        "a detector", "a square of 64 pixels", "101 recalls", "at most 100 detections",
        "overlap by more than 0.65", "mAP@50:95 minus that of average", "1000 draws",
      ] { #expect(text.contains(words), "\(words)") }
    }
  }

  @Test func otherFormats() async throws {
    try await withTable { table in
      #expect(
        table.text(as: .csv).split(separator: "\n").map(String.init).suffix(2).map {
          $0.replacing(/0\.99999\d*|1\.0/, with: "1")
        } == ["average,1,1,1,3,6", "max,1,1,1,3,6"])
      let markdown = table.text(as: .markdown)
      #expect(markdown.hasPrefix("| method | person AP@50 | mAP@50 | mAP@50:95 | images | boxes |"))
      #expect(markdown.contains("| average | **1.000** | **1.000** | **1.000** | 3 | 6 |"))
      #expect(table.text(as: .latex).contains("\\begin{tabular}{lrrrrr}"))
      let page = table.text(as: .html)
      #expect(page.contains("<h1>Detection on fused images</h1>") && page.contains("<svg"))
      #expect(page.contains("Not shown to differ from average: max."))
    }
  }

  @Test func jsonHasAllNumbers() async throws {
    try await withTable { table in
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(table.json.utf8)) as? [String: Any])
      let conditions = try #require(object["conditions"] as? [String: Any])
      #expect(conditions["side"] as? Int == 64 && conditions["recalls"] as? Int == 101)
      #expect(object["boxes"] as? [String: Int] == ["person": 6] && object["images"] as? Int == 3)
      let rows = try #require(object["rows"] as? [[String: Any]])
      #expect(rows.map { $0["name"] as? String } == ["visible", "infrared", "average", "max"])
      let half = try #require((rows[0]["AP50"] as? [String: Double])?["person"])
      #expect(abs(half - 51.0 / 101) < 1e-12 && rows[0]["mAP50"] as? Double == half)
      let comparisons = try #require(object["comparisons"] as? [[String: Any]])
      let scores = try #require(comparisons[0]["scores"] as? [[String: Any]])
      #expect(scores.map { $0["score"] as? String } == ["mAP50", "mAP50-95"])
      #expect(scores[0]["significant"] as? Bool == true)
    }
  }
}
