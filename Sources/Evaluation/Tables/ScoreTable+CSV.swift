// SPDX-License-Identifier: Apache-2.0

import FusionMetrics

extension ScoreTable {
  /// `method,image,...` and a line an image; then one called "mean", the only one of a published
  /// row; then, of a row with an undefined score, one called "count": over how many images each
  /// mean is taken.
  ///
  /// Quoted as RFC 4180 says, at full precision. A score that was not asked for or not published is
  /// an empty field; an undefined one, not-a-number or infinite, is `NaN`, so that R and pandas
  /// read the column as numbers. A name that begins with `=`, `+`, `-`, `@`, a tab or a line end
  /// has an apostrophe in front, so that no spreadsheet takes it for a formula. The frames of a
  /// video give columns more, `flicker`, `temporalDifference`, `flowDifference` and others, which
  /// the lines called "mean" fill, and lines more, "first source", "second source" and "average of
  /// both". Of volumes the lines of these fill those columns too. Where fusions were timed there is
  /// a last column `seconds`, whose line called "mean" has the median.
  var csv: String {
    let header =
      ["method", "image"] + metrics.map(\.name) + sequenceColumns.map(\.key)
      + (hasTimes ? ["seconds"] : [])
    let sources = (sequence?.sources ?? []).map { line($0.name, "mean", $0, nil) { _ in nil } }
    return ([header] + rows.flatMap(lines) + sources)
      .map(csvLine).joined()
  }

  private var sequenceColumns: [SequenceColumn] {
    sequence.map { SequenceColumn.columns(of: $0) } ?? []
  }

  private func lines(_ row: ScoreRow) -> [[String]] {
    let steadiness = sequence?.methods.first { $0.name == row.name }
    let images = row.images.map { image in
      line(row.name, image.name, image.steadiness, image.seconds) { image[$0] }
    }
    return images + [line(row.name, "mean", steadiness, row.medianSeconds) { row.mean(of: $0) }]
      + counts(row)
  }

  private func counts(_ row: ScoreRow) -> [[String]] {
    guard metrics.contains(where: { !row.undefinedImages(of: $0).isEmpty }) else { return [] }
    let counts = metrics.map { row.mean(of: $0) == nil ? "" : "\(row.count(of: $0))" }
    let others = sequenceColumns.count + (hasTimes ? 1 : 0)
    return [
      [csvName(row.name), "count"] + counts + [String](repeating: "", count: others)
    ]
  }

  private func line(
    _ method: String, _ image: String, _ steadiness: SequenceTable.Row?, _ seconds: Double?,
    _ score: (Metric) -> Double?
  ) -> [String] {
    var scores = metrics.map(score)
    scores += sequenceColumns.map { column in steadiness.flatMap(column.value) }
    if hasTimes { scores.append(seconds) }
    return [csvName(method), csvName(image)] + scores.map(csvNumber)
  }
}
