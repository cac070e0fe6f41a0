// SPDX-License-Identifier: Apache-2.0

import Detection
import Foundation
import TestSupport
import Testing

/// Boxes as `Scripts/precision-reference.py` writes and reads them.
struct PrecisionCase: Codable, Sendable, CustomTestStringConvertible {
  struct Image: Codable, Sendable {
    /// Class, x, y, width, height.
    let labels: [[Double]]
    /// Class, score, x, y, width, height.
    let found: [[Double]]
  }

  /// What pycocotools says.
  struct Scores: Codable, Sendable {
    let half: [Double?]
    let atHalf: Double?
    let mean: Double?
  }

  let name: String
  let classes: Int
  let images: [Image]

  var testDescription: String { name }

  /// The boxes as this package has them.
  var detections: [ImageDetections] {
    images.map { image in
      ImageDetections(
        found: image.found.map {
          DetectedBox(box: box($0[2...]), classIndex: Int($0[0]), score: $0[1])
        },
        labels: image.labels.map { LabeledBox(box: box($0[1...]), classIndex: Int($0[0])) })
    }
  }

  /// What this package says.
  var averagePrecision: AveragePrecision {
    DetectionMatches(detections, classCount: classes).averagePrecision
  }

  /// Fails where the two differ by more than a millionth, or have no score of different classes.
  func expect(_ scores: Scores) {
    let mine = averagePrecision
    let pairs = zip(
      mine.classes + [mine.atHalf, mine.mean], scores.half + [scores.atHalf, scores.mean])
    #expect(mine.classes.count == scores.half.count)
    for (mine, theirs) in pairs {
      #expect((mine == nil) == (theirs == nil), "\(name)")
      #expect(abs((mine ?? 0) - (theirs ?? 0)) < 1e-6, "\(name)")
    }
  }

  private func box(_ sides: ArraySlice<Double>) -> Box {
    let sides = Array(sides)
    return Box(x0: sides[0], y0: sides[1], x1: sides[0] + sides[2], y1: sides[1] + sides[3])
  }
}
