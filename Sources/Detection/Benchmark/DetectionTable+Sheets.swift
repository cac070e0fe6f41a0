// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Foundation

extension DetectionTable {
  /// The scores, the notes, the comparisons.
  var document: SheetDocument {
    SheetDocument(
      [.sheet(sheet)] + notes.map { .note($0) } + comparisonSheets.map { .sheet($0) })
  }

  /// A line for each row. The best and the second best of a column stand out.
  var sheet: Sheet {
    let columns = scores.map { column($0.value) }
    let counts = [imageCount, boxCounts.reduce(0, +)].map { Sheet.Cell(text: "\($0)") }
    return Sheet(
      title: nil, header: ["method"] + scores.map(\.heading) + ["images", "boxes"],
      rows: rows.indices.map { row in
        [Sheet.Cell(text: rows[row].name)] + columns.map { $0[row] } + counts
      })
  }

  /// One sheet for each score.
  var comparisonSheets: [Sheet] {
    DetectionMean.allCases.compactMap { mean in
      let lines = comparisons.compactMap { comparison in
        comparison.differences.first { $0.mean == mean }.map { line(comparison.name, $0) }
      }
      guard !lines.isEmpty else { return nil }
      return Sheet(
        title: "\(mean.heading) minus that of \(Self.reference)",
        header: ["method", "difference", "95 % from", "to", "p", "Holm p", "significant"],
        rows: lines)
    }
  }

  /// The columns: one for each class, then those over all classes.
  var scores: [Score] {
    classes.names.enumerated().map { index, name in
      Score(heading: "\(name) AP@50") { $0.classes[index] }
    }
      + DetectionMean.allCases.map { mean in
        Score(heading: mean.heading) { mean.value(of: $0) }
      }
  }

  /// A column.
  struct Score {
    let heading: String
    let value: (AveragePrecision) -> Double?
  }

  private func column(_ value: (AveragePrecision) -> Double?) -> [Sheet.Cell] {
    let values = rows.map { value($0.averagePrecision) }
    var ranks = ranks(of: values.compactMap { $0.map(-) })[...]
    return Sheet.column(
      rows.map { text($0, value) }, ranks: values.map { $0 == nil ? nil : ranks.popFirst() })
  }

  /// Three decimals, and the deviation of several trainings; nothing where no box of a class is
  /// there.
  func text(_ row: DetectionRow, _ value: (AveragePrecision) -> Double?) -> String {
    let numbers = [value(row.averagePrecision), row.deviation.flatMap(value)]
    return numbers.compactMap { $0.map { String(format: "%.3f", $0) } }.joined(separator: " ± ")
  }

  private func line(_ name: String, _ difference: DetectionDifference) -> [Sheet.Cell] {
    let numbers = [difference.difference, difference.interval.low, difference.interval.high]
      .map { String(format: "%+.3f", $0) }
    let chances = [difference.pValue, difference.correctedPValue]
      .map { String(format: "%.2g", $0) }
    let texts = [name] + numbers + chances + [difference.isSignificant ? "yes" : "no"]
    return texts.map { Sheet.Cell(text: $0) }
  }
}
