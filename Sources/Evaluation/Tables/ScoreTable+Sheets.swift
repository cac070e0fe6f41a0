// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionMetrics

extension ScoreTable {
  /// The scores, then those of the video.
  var scoreSheets: [Sheet] {
    [rows.count == 1 ? imageSheet : methodSheet] + (sequence.map { [$0.sheet] } ?? [])
  }

  /// The scores, the notes, the comparisons.
  var document: SheetDocument {
    SheetDocument(
      scoreSheets.map { .sheet($0) } + notes.map { .note($0) }
        + comparisonSheets.map { .sheet($0) })
  }

  /// A line a method, and its mean rank.
  var methodSheet: Sheet {
    let columns = metrics.map(cells)
    let meanRanks = meanRanks
    let lines = rows.indices.map { row in
      [Sheet.Cell(text: title(rows[row]))] + columns.map { $0[row] }
        + [Sheet.Cell(text: meanRanks[row].map { String(format: "%.2f", $0) } ?? "")]
        + (hasTimes ? [Sheet.Cell(text: rows[row].secondsText)] : [])
    }
    return Sheet(
      title: nil,
      header: ["method"] + metrics.map(\.heading) + ["rank"] + (hasTimes ? ["s/pair"] : []),
      rows: lines)
  }

  /// A line an image, and the mean.
  private var imageSheet: Sheet {
    let row = rows[0]
    let lines = row.images.map { image in
      [Sheet.Cell(text: image.name)]
        + metrics.map { Sheet.Cell(text: $0.text(image[$0], .measured)) }
    }
    let means =
      [Sheet.Cell(text: "mean")]
      + metrics.map { Sheet.Cell(text: $0.text(row.mean(of: $0), row.origin)) }
    return Sheet(
      title: nil, header: [row.name] + metrics.map(\.heading), rows: lines + [means])
  }

  /// One sheet for each method that the first is compared with.
  var comparisonSheets: [Sheet] {
    comparisons.map { comparison in
      Sheet(
        title: "\(reference?.name ?? "") minus \(comparison.other.name)",
        header: [
          "metric", "difference", "95 % from", "to", "Wilcoxon p", "Holm p", "significant",
          "images",
        ],
        rows: comparison.metrics.map(line))
    }
  }

  private func line(_ comparison: PairedComparison) -> [Sheet.Cell] {
    let metric = comparison.metric
    let numbers = [
      comparison.meanDifference, comparison.interval.low, comparison.interval.high,
    ].map { String(format: "%+.\(metric.decimals + 1)f", $0) }
    let chances = [comparison.test.pValue, comparison.correctedPValue]
      .map { String(format: "%.2g", $0) }
    let texts =
      [metric.heading] + numbers + chances
      + [comparison.isSignificant ? "yes" : "no", "\(comparison.count)"]
    return texts.map { Sheet.Cell(text: $0) }
  }

  private func title(_ row: ScoreRow) -> String {
    row.origin == .published ? "\(row.name) (published)" : row.name
  }

  private func cells(_ metric: Metric) -> [Sheet.Cell] {
    Sheet.column(
      rows.map { metric.text($0.mean(of: metric), $0.origin) }, ranks: ranks(in: metric))
  }
}

extension ScoreRow {
  /// Two digits that count, of no row whose fusions were not timed.
  fileprivate var secondsText: String {
    medianSeconds.map { String(format: $0 < 0.1 ? "%.4f" : "%.2f", $0) } ?? ""
  }
}

extension Metric {
  /// The name, with an arrow where lower scores are the better ones.
  var heading: String { direction == .lowerIsBetter ? "\(name) ↓" : name }

  /// Digits after the point: 3 for pure numbers, which are small, and 2 for others.
  var decimals: Int { convention(in: .cddfuse).unit == .none ? 3 : 2 }

  /// A score for reading; papers give two decimals.
  func text(_ score: Double?, _ origin: ScoreRow.Origin) -> String {
    guard let score else { return "" }
    guard score.isFinite else { return "undefined" }
    return String(format: "%.\(origin == .published ? 2 : decimals)f", score)
  }
}
