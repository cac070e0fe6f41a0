// SPDX-License-Identifier: Apache-2.0

import Reporting

extension ChartSpan {
  /// Whether a row is of this phase.
  func contains(_ row: MetricsRow) -> Bool { row.phase == name && steps.contains(row.step) }

  /// The phases of a run in their order.
  static func all(in rows: [MetricsRow]) -> [ChartSpan] {
    rows.reduce(into: []) { spans, row in
      if let last = spans.last, last.name == row.phase {
        let end = max(last.steps.upperBound, row.step)
        spans[spans.count - 1] = ChartSpan(name: row.phase, steps: last.steps.lowerBound...end)
      } else {
        spans.append(ChartSpan(name: row.phase, steps: row.step...row.step))
      }
    }
  }
}
