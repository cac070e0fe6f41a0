// SPDX-License-Identifier: Apache-2.0

import Foundation

extension SequenceTable {
  /// A line a method, then the sources. Of several methods the best ones stand out.
  var sheet: Sheet {
    let rows = methods + sources
    let columns = [column(\.flicker), column(\.temporalDifference)]
    let lines = rows.indices.map { row in
      [Sheet.Cell(text: rows[row].name)] + columns.map { $0[row] }
    }
    return Sheet(
      title: "Steadiness over \(frameCount) frames, in gray levels a frame",
      header: ["method", "flicker ↓", "temporal difference ↓"], rows: lines)
  }

  private func column(_ score: (Row) -> Double?) -> [Sheet.Cell] {
    func text(_ row: Row) -> String { score(row).map { String(format: "%.3f", $0) } ?? "" }
    let ranks = ranks(of: methods.compactMap(score))
    return Sheet.column(
      methods.map(text), ranks: methods.count > 1 ? ranks : methods.map { _ in nil })
      + sources.map { Sheet.Cell(text: text($0)) }
  }

  /// `{"frames": 30, "methods": [...], "sources": [...]}`; ``ScoreTable/json`` has the layout.
  var json: JSONValue {
    .object([
      ("frames", .integer(frameCount)),
      ("methods", .array(methods.map { object($0, key: "method", name: $0.name) })),
      (
        "sources",
        .array(zip(sources, ["first", "second"]).map { object($0, key: "source", name: $1) })
      ),
    ])
  }

  private func object(_ row: Row, key: String, name: String) -> JSONValue {
    let difference = row.temporalDifference.map { [("temporalDifference", JSONValue.number($0))] }
    return .object(
      [(key, .string(name)), ("flicker", .number(row.flicker))] + (difference ?? []))
  }
}
