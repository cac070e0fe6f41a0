import Foundation
import FusionMetrics

extension ScoreTable {
  /// The scores, then the comparisons with the first method.
  var sheets: [Sheet] { [rows.count == 1 ? imageSheet : methodSheet] + comparisonSheets }

  /// The scores, the notes, the comparisons, each as a format writes it, with empty lines between.
  func blocks(_ sheet: (Sheet) -> String, note: (String) -> String) -> String {
    let texts = sheets.map(sheet)
    return (texts.prefix(1) + notes.map { note($0) + "\n" } + texts.dropFirst())
      .joined(separator: "\n")
  }

  /// A line a method, and its mean rank.
  var methodSheet: Sheet {
    let columns = metrics.map(cells)
    let meanRanks = meanRanks
    let lines = rows.indices.map { row in
      [Sheet.Cell(text: title(rows[row]))] + columns.map { $0[row] }
        + [Sheet.Cell(text: meanRanks[row].map { String(format: "%.2f", $0) } ?? "")]
    }
    return Sheet(title: nil, header: ["method"] + metrics.map(\.heading) + ["rank"], rows: lines)
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
    comparisons.map { other, metrics in
      Sheet(
        title: "\(reference?.name ?? "") minus \(other.name)",
        header: [
          "metric", "difference", "95 % from", "to", "Wilcoxon p", "Holm p", "real", "images",
        ],
        rows: metrics.map(line))
    }
  }

  private func line(_ comparison: PairedComparison) -> [Sheet.Cell] {
    let metric = comparison.metric
    let numbers = [
      comparison.meanDifference, comparison.interval.low, comparison.interval.high,
    ].map { String(format: "%+.\(metric.decimals + 1)f", $0) }
    let texts =
    let chances = [comparison.test.pValue, comparison.correctedPValue]
      .map { String(format: "%.2g", $0) }
      [metric.heading] + numbers + chances
      + [comparison.isReal ? "yes" : "no", "\(comparison.count)"]
    return texts.map { Sheet.Cell(text: $0) }
  }

  private func title(_ row: ScoreRow) -> String {
    row.origin == .published ? "\(row.name) (published)" : row.name
  }

  /// A metric's column: rank 1 is the best; all that share the rank after the best are the second.
  private func cells(_ metric: Metric) -> [Sheet.Cell] {
    let ranks = ranks(in: metric)
    let best = ranks.compactMap(\.self).min()
    let second = ranks.compactMap(\.self).filter { $0 != best }.min()
    return zip(rows, ranks).map { row, rank in
      let text = metric.text(row.mean(of: metric), row.origin)
      guard let rank, rank == best || rank == second else { return Sheet.Cell(text: text) }
      return Sheet.Cell(text: text, emphasis: rank == best ? .best : .second)
    }
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
