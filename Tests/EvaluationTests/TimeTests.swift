// SPDX-License-Identifier: Apache-2.0

import Evaluation
import FusionMetrics
import TestBasics
import Testing

/// The time of a pair in tables.
@Suite(.tags(.unit)) struct TimeTests {
  private let table = ScoreTable(
    profile: .cddfuse, metrics: [.entropy],
    rows: [
      ScoreRow(
        name: "a",
        images: [(0.5, "1"), (0.25, "2"), (4, "3")].map {
          .init(name: $1, values: ["EN": 7], seconds: $0)
        }),
      ScoreRow(name: "p", published: ["EN": 6]),
    ])

  @Test func aRowHasTheMedian() {
    #expect(table.rows[0].medianSeconds == 0.5 && table.rows[1].medianSeconds == nil)
  }

  @Test func formatsShowIt() {
    #expect(
      table.text(as: .table).hasPrefix(
        """
        method           EN  rank  s/pair
        a              7.00  1.00    0.50
        p (published)  6.00  2.00

        """), "\(table.text(as: .table))")
    #expect(table.json.contains("\"seconds\": 0.5"))
    let lines = table.text(as: .csv).split(separator: "\n")
    #expect(
      lines == [
        "method,image,EN,seconds", "a,1,7.0,0.5", "a,2,7.0,0.25", "a,3,7.0,4.0", "a,mean,7.0,0.5",
        "p,mean,6.0,",
      ])
  }

  @Test func tablesWithoutTimesHaveNoColumn() {
    #expect(!ScoreTable.small.text(as: .table).contains("s/pair"))
    #expect(!ScoreTable.small.text(as: .csv).contains("seconds"))
  }
}
