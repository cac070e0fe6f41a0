// SPDX-License-Identifier: Apache-2.0

import Evaluation

extension DetectionTable {
  /// All numbers at full precision; null where no box of a class is there.
  ///
  ///     {"conditions": {"set": "msrs", "labels": "labels", "detector": "YOLOX-Nano", "side": 640,
  ///                     "threshold": 0.001, "overlap": 0.65, "recalls": 101, "detections": 100},
  ///      "images": 104, "boxes": {"person": 313, ...},
  ///      "rows": [{"name": "visible", "AP50": {"person": 0.4, ...}, "mAP50": 0.35,
  ///                "mAP50-95": 0.19}, ...],
  ///      "comparisons": [{"name": "visible", "other": "average",
  ///                       "scores": [{"score": "mAP50", "difference": -0.1, "low": -0.15,
  ///                                   "high": -0.05, "p": 0.001, "holm": 0.004,
  ///                                   "significant": true}, ...]}, ...],
  ///      "notes": [...]}
  ///
  /// Where detectors were trained, the conditions have `training`, a row the scores of each
  /// training in `trainings`, and their standard deviations in `deviation`.
  ///
  /// Low and high are the ends of the 95 % bootstrap interval; a difference is significant where
  /// holm, which is p after Holm's correction for all tests of the document, is at most 0.05.
  public var json: String {
    JSONValue.object([
      ("conditions", conditionValues), ("images", .integer(imageCount)),
      ("boxes", .object(zip(classes.names, boxCounts).map { ($0, .integer($1)) })),
      ("rows", .array(rows.map(values))),
      ("comparisons", .array(comparisons.map(values))),
      ("notes", .array(notes.map { .string($0) })),
    ]).text() + "\n"
  }

  private var conditionValues: JSONValue {
    .object(
      [
        ("set", .string(conditions.set)), ("labels", .string(conditions.labels)),
        ("detector", .string(conditions.detector)), ("side", .integer(conditions.side)),
        ("threshold", .number(conditions.options.threshold)),
        ("overlap", .number(conditions.options.overlap)), ("recalls", .integer(101)),
        ("detections", .integer(BoxMatching.maximumCount)),
      ] + (conditions.training.map { [("training", values($0))] } ?? []))
  }

  private func values(_ training: TrainingConditions) -> JSONValue {
    .object([
      ("rule", .string(training.rule)), ("images", .integer(training.imageCount)),
      ("detector", .string(training.detector)), ("seeds", .integer(training.seedCount)),
      ("hours", .number(training.hours)),
    ])
  }

  private func values(_ row: DetectionRow) -> JSONValue {
    .object([("name", .string(row.name))] + members(row.averagePrecision) + trainings(row))
  }

  /// Of several trainings alone.
  private func trainings(_ row: DetectionRow) -> [(String, JSONValue)] {
    guard let deviation = row.deviation else { return [] }
    return [
      ("deviation", .object(members(deviation))),
      ("trainings", .array(row.runs.map { .object(members($0.averagePrecision)) })),
    ]
  }

  private func members(_ precision: AveragePrecision) -> [(String, JSONValue)] {
    let classes = zip(classes.names, precision.classes).map { ($0, number($1)) }
    return [("AP50", .object(classes))]
      + DetectionMean.allCases.map { ($0.rawValue, number($0.value(of: precision))) }
  }

  private func values(_ comparison: DetectionComparison) -> JSONValue {
    .object([
      ("name", .string(comparison.name)), ("other", .string(Self.reference)),
      ("scores", .array(comparison.differences.map(values))),
    ])
  }

  private func values(_ difference: DetectionDifference) -> JSONValue {
    .object([
      ("score", .string(difference.mean.rawValue)), ("difference", .number(difference.difference)),
      ("low", .number(difference.interval.low)), ("high", .number(difference.interval.high)),
      ("p", .number(difference.pValue)), ("holm", .number(difference.correctedPValue)),
      ("significant", .boolean(difference.isSignificant)),
    ])
  }

  private func number(_ score: Double?) -> JSONValue { .number(score ?? .nan) }
}
