import FusionMetrics

extension ScoreTable {
  /// `method,image,...` and a line an image; then one called "mean", the only one of a published row.
  ///
  /// Quoted as RFC 4180 says, at full precision; an unknown score is an empty field.
  var csv: String {
    let lines = rows.flatMap { row in
      row.images.map { image in [row.name, image.name] + metrics.map { number(image[$0]) } }
        + [[row.name, "mean"] + metrics.map { number(row.mean(of: $0)) }]
    }
    return ([["method", "image"] + metrics.map(\.name)] + lines)
      .map { $0.map(csvField).joined(separator: ",") + "\n" }.joined()
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
