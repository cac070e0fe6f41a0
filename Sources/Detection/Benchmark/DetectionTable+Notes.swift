// SPDX-License-Identifier: Apache-2.0

import Foundation

extension DetectionTable {
  /// What a reader must know, a sentence or two each.
  public var notes: [String] {
    [
      labelNote, classNote, detectorNote, seedNote, precisionNote, imageNote, comparisonNote,
      resultNote,
    ]
    .compactMap(\.self)
  }

  private var labelNote: String {
    let counts = zip(classes.names, boxCounts).map { "\($0) \($1)" }.joined(separator: ", ")
    return
      "Labels: \(conditions.labels) of \(conditions.set), \(imageCount) images, "
      + "\(boxCounts.reduce(0, +)) boxes (\(counts)). Labels that were drawn on one camera's images "
      + "favor it."
  }

  private var classNote: String? {
    classes.leftOut.isEmpty
      ? nil
      : conditions.training != nil
        ? "Not counted: \(classes.leftOut.joined(separator: ", "))."
        : "The detector does not know \(classes.leftOut.joined(separator: ", ")): not counted."
  }

  private var detectorNote: String {
    conditions.training.map { "Detector: \($0.detector). \($0.rule)" } ?? untrainedNote
  }

  private var untrainedNote: String {
    "Detector: \(conditions.detector), not trained on fused images; images are scaled to a square "
      + "of \(conditions.side) pixels."
  }

  /// What the deviations say; nil where nothing was trained.
  private var seedNote: String? {
    conditions.training.map { training in
      let hours = String(format: "%.2f", training.hours)
      let trainings = "\(rows.count * training.seedCount) trainings took \(hours) hours"
      return training.seedCount == 1
        ? "One training each, of seed 1: how much the next seed would change is not known. The "
          + "\(trainings)."
        : "Means of \(training.seedCount) trainings each, of the seeds 1 to \(training.seedCount), "
          + "± their standard deviation, which says nothing of other images. The \(trainings)."
    }
  }

  private var precisionNote: String {
    let options = conditions.options
    return
      "Average precision as COCO counts it: precision at 101 recalls, at most "
      + "\(BoxMatching.maximumCount) detections of a class in an image, scores of "
      + "\(options.threshold) and more, of two boxes of a class that overlap by more than "
      + "\(options.overlap) the surer one."
  }

  private var imageNote: String {
    "Rows visible and infrared: each camera's images as they are. What is fused here has the "
      + "visible image's color."
  }

  private var comparisonNote: String? {
    comparisons.isEmpty
      ? nil
      : "Compared with \(Self.reference) by a paired bootstrap over images\(seedWords), "
        + "\(draws) draws; p after Holm's correction for all "
        + "\(comparisons.map(\.differences.count).reduce(0, +)) tests."
  }

  private var seedWords: String {
    (conditions.training?.seedCount ?? 1) > 1 ? " and trainings" : ""
  }

  /// What is not shown; nil where all rows differ from the reference.
  private var resultNote: String? {
    let same = comparisons.filter { !$0.isSignificant }.map(\.name)
    guard !same.isEmpty else { return nil }
    let names = same.joined(separator: ", ")
    return same.count == comparisons.count
      ? "Nothing is shown: no row differs significantly from \(Self.reference) (\(names))."
      : "Not shown to differ from \(Self.reference): \(names)."
  }
}
