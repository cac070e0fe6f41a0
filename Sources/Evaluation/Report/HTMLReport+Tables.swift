// SPDX-License-Identifier: Apache-2.0

import FusionMetrics
import Reporting

extension HTMLReport {
  /// The scores.
  var scores: String { table.scoreSheets.map(\.html).joined(separator: "\n") }

  /// The comparisons, folded away; empty where there are none.
  var comparisons: String {
    let sheets = table.comparisonSheets.map(\.html)
    if sheets.isEmpty { return "" }
    return """
      <details id="comparisons"><summary>Significant after Holm correction</summary>
      <p>Wilcoxon's signed-rank test of the first method against each other one, corrected by Holm's \
      rule for all tests of this page; a difference is significant where the corrected p is at most \
      0.05. The intervals are those of each metric alone.</p>
      \(sheets.joined(separator: "\n"))
      </details>
      """
  }

  /// Each measured method's best and worst image in each metric.
  var extremes: String {
    let rows = table.measuredRows.flatMap { row in
      table.metrics.compactMap { extremes(of: row, in: $0) }
    }
    return PageTable(
      header: ["method", "metric", "best", "worst"], rows: rows, content: .words
    ).html
  }

  private func extremes(of row: ScoreRow, in metric: Metric) -> [String]? {
    let scored = row.images.compactMap { image in
      image[metric].map { (name: image.name, score: $0) }
    }
    .filter(\.score.isFinite)
    let sorted = scored.sorted { $0.score < $1.score }
    guard let lowest = sorted.first, let highest = sorted.last else { return nil }
    let (best, worst) =
      metric.direction == .higherIsBetter ? (highest, lowest) : (lowest, highest)
    return [row.name.escaped, metric.heading]
      + [best, worst].map { "\(link($0.name)) \(metric.text($0.score, .measured))" }
  }

  /// The image's name, which leads to its pictures where there are any.
  private func link(_ name: String) -> String {
    guard let index = gallery.pairs.firstIndex(where: { $0.name == name }) else {
      return name.escaped
    }
    return "<a href=\"#scene-\(index)\">\(name.escaped)</a>"
  }
}

extension Sheet {
  /// A table of a page.
  package var html: String {
    PageTable(caption: title, header: header, rows: rows.map { $0.map(\.html) }).html
  }
}

extension Sheet.Cell {
  fileprivate var html: String {
    switch emphasis {
    case .none: text.escaped
    case .best: "<strong>\(text.escaped)</strong>"
    case .second: "<u>\(text.escaped)</u>"
    }
  }
}
