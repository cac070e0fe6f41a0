// SPDX-License-Identifier: Apache-2.0

import FusionMetrics

extension ScoreTable {
  /// `method,image,...` and a line an image; then one called "mean", the only one of a published row.
  ///
  /// Quoted as RFC 4180 says, at full precision; an unknown score is an empty field. The frames of a
  /// video give two columns more, `flicker` and `temporalDifference`, which the lines called "mean"
  /// fill, and two lines more, "first source" and "second source".
  var csv: String {
    let columns = sequence == nil ? [] : ["flicker", "temporalDifference"]
    let header = ["method", "image"] + metrics.map(\.name) + columns
    let sources = (sequence?.sources ?? []).map { line($0.name, "mean", $0) { _ in nil } }
    return ([header] + rows.flatMap(lines) + sources)
      .map { $0.map(csvField).joined(separator: ",") + "\n" }.joined()
  }

  private func lines(_ row: ScoreRow) -> [[String]] {
    let steadiness = sequence?.methods.first { $0.name == row.name }
    let images = row.images.map { image in line(row.name, image.name, nil) { image[$0] } }
    return images + [line(row.name, "mean", steadiness) { row.mean(of: $0) }]
  }

  private func line(
    _ method: String, _ image: String, _ steadiness: SequenceTable.Row?,
    _ score: (Metric) -> Double?
  ) -> [String] {
    var scores = metrics.map(score)
    if sequence != nil { scores += [steadiness?.flicker, steadiness?.temporalDifference] }
    return [method, image] + scores.map(number)
  }

  private func number(_ score: Double?) -> String { score.map { "\($0)" } ?? "" }
}

private func csvField(_ text: String) -> String {
  text.contains { ",\"\n\r".contains($0) }
    ? "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
    : text
}
