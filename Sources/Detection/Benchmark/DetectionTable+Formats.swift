// SPDX-License-Identifier: Apache-2.0

public import Evaluation
import Reporting

extension DetectionTable {
  /// The table in a format.
  ///
  /// The best score of a column is bold and the second best underlined where the format can. CSV
  /// has the scores alone, at full precision, a line for each row; a class without a box has an
  /// empty field:
  ///
  ///     method,person AP@50,...,mAP@50,mAP@50:95,images,boxes
  ///
  /// Of several trainings the deviations follow: `mAP@50 SD` and so on, and `trainings`.
  ///
  /// - Parameters:
  ///   - format: The format.
  ///   - isStyled: Whether `ReportFormat.table` may hold a terminal's codes for bold and
  ///     underline.
  /// - Returns: The text, which ends with a line feed.
  public func text(as format: ReportFormat, isStyled: Bool = false) -> String {
    switch format {
    case .table: document.plainText(isStyled: isStyled)
    case .json: json
    case .csv: csv
    case .markdown: document.markdown
    case .latex: document.latex
    case .html: page
    }
  }

  private var csv: String {
    let counts = ["\(imageCount)", "\(boxCounts.reduce(0, +))"]
    let lines = rows.map { row in
      [csvName(row.name)] + scores.map { csvNumber($0.value(row.averagePrecision)) } + counts
        + (row.deviation.map { deviation in
          scores.map { csvNumber($0.value(deviation)) } + ["\(row.runs.count)"]
        } ?? [])
    }
    let more =
      rows.first?.deviation == nil ? [] : scores.map { "\($0.heading) SD" } + ["trainings"]
    return ([["method"] + scores.map(\.heading) + ["images", "boxes"] + more] + lines)
      .map(csvLine).joined()
  }

  /// The tables, the notes, and a bar chart for each score.
  private var page: String {
    let charts = scores.map { score in
      BarChart(
        score.heading,
        rows.map { row in
          let value = score.value(row.averagePrecision)
          return BarChart.Bar(
            name: row.name, value: value ?? .nan, text: text(row, score.value),
            isMuted: DetectionSource.cameras.map(\.name).contains(row.name))
        })
    }
    return Page(
      title: "Detection on fused images",
      lead: "Average precision; the best is bold, the second best underlined.",
      sections: [
        .init(nil, sheet.html),
        .init(nil, notes.map { "<p class=\"note\">\($0.escaped)</p>" }.joined(separator: "\n")),
        .init(nil, comparisonSheets.map(\.html).joined(separator: "\n")),
        .init("Scores", chartGrid(charts)),
      ]
    ).html
  }
}
