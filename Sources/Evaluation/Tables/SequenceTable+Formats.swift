// SPDX-License-Identifier: Apache-2.0

import Foundation

extension SequenceTable {
  /// A line a method, then the sources. Of several methods the best ones stand out.
  var sheet: Sheet {
    let rows = methods + sources
    let columns = SequenceColumn.columns(of: self)
    let cells = columns.map { column($0.value) }
    let lines = rows.indices.map { row in
      [Sheet.Cell(text: rows[row].name)] + cells.map { $0[row] }
    }
    return Sheet(
      title: "Steadiness over \(frameCount) \(unit)s, in gray levels a \(unit)",
      header: ["method"] + columns.map { unit == .slice ? $0.headingOfSlices : $0.heading },
      rows: lines)
  }

  private func column(_ score: (Row) -> Double?) -> [Sheet.Cell] {
    func text(_ row: Row) -> String { score(row).map { String(format: "%.3f", $0) } ?? "" }
    // Of saved films no step is injected: where some have no score, none stands out.
    let scores = methods.compactMap(score)
    let isRanked = methods.count > 1 && scores.count == methods.count
    return Sheet.column(
      methods.map(text), ranks: isRanked ? ranks(of: scores) : methods.map { _ in nil })
      + sources.map { Sheet.Cell(text: text($0)) }
  }

  /// `{"frames": 30, "methods": [...], "sources": [...]}`, of volumes "slices";
  /// ``ScoreTable/json`` has the layout.
  var json: JSONValue {
    .object([
      ("\(unit)s", .integer(frameCount)),
      ("methods", .array(methods.map { object($0, key: "method", name: $0.name) })),
      (
        "sources",
        .array(
          zip(sources, ["first", "second", "average"]).map { object($0, key: "source", name: $1) })
      ),
    ])
  }

  private func object(_ row: Row, key: String, name: String) -> JSONValue {
    .object(
      [(key, .string(name))]
        + SequenceColumn.columns(of: self).compactMap { column in
          column.value(row).map { (column.key, .number($0)) }
        })
  }
}
