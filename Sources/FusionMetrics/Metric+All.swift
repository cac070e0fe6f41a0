// SPDX-License-Identifier: Apache-2.0

extension Metric {
  /// Every metric of the published evaluation code, in its order.
  public static let all: [Metric] = [
    .entropy, .standardDeviation, .spatialFrequency, .averageGradient, .mutualInformation,
    .meanSquaredError, .correlationCoefficient, .peakSignalToNoiseRatio,
    .sumOfCorrelationsOfDifferences, .visualInformationFidelity, .edgePreservation,
    .structuralSimilarity,
  ]

  /// What the published code does not look at, and pictures suffer from: Noise, Clip, Checker,
  /// Warm, Bright, QAF, QBF, TexA, TexB, OwnA, OwnB, Inverted, Flat, Black, Glare, Foreign.
  public static let faults: [Metric] = [
    .flatNoise, .clipping, .checkerboard, .warmContrast, .brightContrast, .firstEdges,
    .secondEdges, .firstTexture, .secondTexture, .firstOwnTexture, .secondOwnTexture,
    .invertedBodies, .flatBodies, .blackLevel, .glareDetail, .foreignStructure,
  ]

  /// The eight columns of the published tables: EN, SD, SF, MI, SCD, VIF, Qabf, SSIM.
  public static let tableColumns: [Metric] = [
    .entropy, .standardDeviation, .spatialFrequency, .mutualInformation,
    .sumOfCorrelationsOfDifferences, .visualInformationFidelity, .edgePreservation,
    .structuralSimilarity,
  ]

  /// The metric with this name, a fault's too; capitals do not matter.
  /// - Throws: ``FusionMetricsError`` with the code `unknownMetric`, which names the nearest one.
  public static func named(_ name: String) throws(FusionMetricsError) -> Metric {
    let wanted = name.lowercased()
    if let metric = known.first(where: { $0.name.lowercased() == wanted }) { return metric }
    let names = known.map(\.name).joined(separator: ", ")
    let hint = nearest(to: wanted).map { "; did you mean \($0.name)?" } ?? ""
    throw FusionMetricsError(
      .unknownMetric, "there is no metric '\(name)'\(hint) (known: \(names))")
  }

  private static var known: [Metric] { all + faults }

  /// The metric whose title holds the text, or whose name is at most half another.
  private static func nearest(to text: String) -> Metric? {
    if text.count > 2, let metric = known.first(where: { $0.title.contains(text) }) {
      return metric
    }
    let distances = known.map { (metric: $0, edits: editDistance($0.name.lowercased(), text)) }
    let best = distances.min { $0.edits < $1.edits }
    return best.flatMap { 2 * $0.edits <= max(text.count, 2) ? $0.metric : nil }
  }
}

/// How many letters must be inserted, removed or replaced to get from one text to the other
/// (Levenshtein).
private func editDistance(_ left: String, _ right: String) -> Int {
  var row = Array(0...right.count)
  for (i, letter) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in right.enumerated() {
      let replaced = diagonal + (letter == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
    }
  }
  return row[right.count]
}
