// SPDX-License-Identifier: Apache-2.0

/// The steps of one phase.
struct PhaseSpan: Equatable {
  let name: String
  let steps: ClosedRange<Int>

  /// Whether a row is of this phase.
  func contains(_ row: MetricsRow) -> Bool { row.phase == name && steps.contains(row.step) }

  /// The phases of a run in their order.
  static func all(in rows: [MetricsRow]) -> [PhaseSpan] {
    rows.reduce(into: []) { spans, row in
      if let last = spans.last, last.name == row.phase {
        let end = max(last.steps.upperBound, row.step)
        spans[spans.count - 1] = PhaseSpan(name: row.phase, steps: last.steps.lowerBound...end)
      } else {
        spans.append(PhaseSpan(name: row.phase, steps: row.step...row.step))
      }
    }
  }
}
