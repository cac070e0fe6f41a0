// SPDX-License-Identifier: Apache-2.0

import FusionMetrics

extension ScoreTable {
  /// All numbers at full precision; null where a score is undefined: not-a-number or infinite.
  ///
  /// One method gives
  ///
  ///     {"profile": "cddfuse", "method": "fused",
  ///      "images": [{"name": "01", "EN": 6.9, ...}, ...], "mean": {"EN": 7.1, ...}, "notes": []}
  ///
  /// Where a mean is not over all images, `"counts": {"EN": 24}` follows it: over how many it is.
  ///
  /// Several give the same for each, in the table's order, and the comparisons of the first:
  ///
  ///     {"profile": "cddfuse",
  ///      "methods": [{"method": "fused", "origin": "measured", "rank": 1.5, "images": [...],
  ///                   "mean": {...}}, ...],
  ///      "comparisons": [{"method": "fused", "other": "max",
  ///                       "metrics": [{"metric": "EN", "difference": 0.1, "low": 0.05,
  ///                                    "high": 0.15, "p": 0.01, "holm": 0.04,
  ///                                    "significant": true, "images": 25}, ...]}, ...],
  ///      "notes": [...]}
  ///
  /// A difference is the first method's mean minus the other's; low and high are the ends of its 95
  /// % bootstrap interval, p is that of Wilcoxon's signed-rank test, and holm that after Holm's
  /// correction for all tests of the document; a difference is significant where holm is at most
  /// 0.05. Published rows have no images.
  ///
  /// Where fusions were timed, a method that was fused here has a member `seconds` more: the median
  /// of a pair.
  ///
  /// The frames of a video give one member more, in gray levels a frame:
  ///
  ///     "sequence": {"frames": 30,
  ///                  "methods": [{"method": "fused", "flicker": 0.8, "temporalDifference": 0.1,
  ///                               "flowDifference": 1.2, "flowDifferencePerDeviation": 0.03,
  ///                               "stepResponse": 0.1}, ...],
  ///                  "sources": [{"source": "first", "flicker": 0.7, "flowDifference": 1.3, ...},
  ///                              {"source": "second", ...}, {"source": "average", ...}]}
  ///
  /// `ghosting` is there where it is known what moves. Of volumes there is "slices" instead of
  /// "frames", and each of `images` has `flicker` and `temporalDifference` of its own.
  public var json: String {
    let profile = ("profile", JSONValue.string(profile.rawValue))
    let notes = ("notes", JSONValue.array(notes.map { .string($0) }))
    let body =
      rows.count == 1
      ? scores(rows[0])
      : [("methods", methods), ("comparisons", .array(comparisons.map(comparison)))]
    let sequence = sequence.map { [("sequence", $0.json)] } ?? []
    return JSONValue.object([profile] + body + sequence + [notes]).text() + "\n"
  }

  private var methods: JSONValue {
    .array(
      zip(rows, meanRanks).map { row, rank in
        let rank = rank.map { [("rank", JSONValue.number($0))] } ?? []
        let seconds = row.medianSeconds.map { [("seconds", JSONValue.number($0))] } ?? []
        return .object([("origin", .string(row.origin.rawValue))] + rank + seconds + scores(row))
      })
  }

  private func scores(_ row: ScoreRow) -> [(String, JSONValue)] {
    let images = row.images.map { image in
      JSONValue.object(
        [("name", .string(image.name))] + numbers { image[$0] } + steadiness(image.steadiness))
    }
    let counts = metrics.filter { !row.undefinedImages(of: $0).isEmpty }
      .map { ($0.name, JSONValue.integer(row.count(of: $0))) }
    return [
      ("method", .string(row.name)), ("images", .array(images)),
      ("mean", .object(numbers { row.mean(of: $0) })),
    ] + (counts.isEmpty ? [] : [("counts", .object(counts))])
  }

  private func numbers(_ score: (Metric) -> Double?) -> [(String, JSONValue)] {
    metrics.compactMap { metric in score(metric).map { (metric.name, .number($0)) } }
  }

  private func steadiness(_ row: SequenceTable.Row?) -> [(String, JSONValue)] {
    guard let row, let sequence else { return [] }
    return SequenceColumn.columns(of: sequence).compactMap { column in
      column.value(row).map { (column.key, .number($0)) }
    }
  }

  private func comparison(_ comparison: MethodComparison) -> JSONValue {
    .object([
      ("method", .string(reference?.name ?? "")), ("other", .string(comparison.other.name)),
      ("metrics", .array(comparison.metrics.map(values))),
    ])
  }

  private func values(_ comparison: PairedComparison) -> JSONValue {
    .object([
      ("metric", .string(comparison.metric.name)),
      ("difference", .number(comparison.meanDifference)),
      ("low", .number(comparison.interval.low)), ("high", .number(comparison.interval.high)),
      ("p", .number(comparison.test.pValue)), ("holm", .number(comparison.correctedPValue)),
      ("significant", .boolean(comparison.isSignificant)), ("images", .integer(comparison.count)),
    ])
  }
}
