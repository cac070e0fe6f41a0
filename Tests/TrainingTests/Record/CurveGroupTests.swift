// SPDX-License-Identifier: Apache-2.0

import Reporting
import TestSupport
import Testing

@testable import Training

@Suite("curves of a run", .tags(.unit))
struct CurveGroupTests {
  private func row(
    _ step: Int, _ values: [String: Double], phase: String = "fusion",
    _ kind: MetricsRow.Kind = .training
  ) -> MetricsRow {
    MetricsRow(kind, phase: phase, step: step, values: values)
  }

  @Test("groups by the name up to the last slash, by kind, and phases are not joined")
  func groups() {
    let rows = [
      row(1, ["loss/a": 1, "loss/b": 2, "rate": 3], phase: "one"),
      row(2, ["loss/a": 1, "metrics/c": 5], phase: "one", .validation),
      row(3, ["loss/a": 4], phase: "two"),
      row(4, ["lost": .nan], phase: "two"),
    ]
    let groups = CurveGroup.all(in: rows)
    #expect(groups.map(\.title) == ["loss", "rate", "validation: loss", "validation: metrics"])
    #expect(groups[0].curves.map(\.name) == ["a", "b"])
    #expect(groups[0].curves[0].segments.map { $0.map(\.mean) } == [[1], [4]])
    #expect(
      ChartSpan.all(in: rows) == [
        ChartSpan(name: "one", steps: 1...2), ChartSpan(name: "two", steps: 3...4),
      ])
  }
}
