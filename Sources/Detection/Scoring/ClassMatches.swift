// SPDX-License-Identifier: Apache-2.0

/// All that was found of one class in a set of images, matched once for all thresholds.
struct ClassMatches: Sendable {
  /// A found box.
  private struct Entry {
    let score: Double
    let hits: UInt16
  }

  /// From the highest score on; equal ones in the order of the images.
  private let entries: [Entry]
  /// How many boxes of the class are there.
  let labelCount: Int

  /// Matches the boxes of a class, image by image.
  init(_ images: [ImageDetections], classIndex: Int) {
    var entries: [Entry] = []
    for boxes in images {
      let matching = BoxMatching(
        found: boxes.found.filter { $0.classIndex == classIndex },
        labels: boxes.labels.filter { $0.classIndex == classIndex })
      entries += zip(matching.scores, matching.hits).map {
        Entry(score: $0, hits: $1)
      }
    }
    self.entries = entries.sorted { $0.score > $1.score }
    labelCount = images.reduce(0) { $0 + $1.labels.count { $0.classIndex == classIndex } }
  }

  /// The average precision, 0...1, at a threshold, which is an index of ``OverlapThreshold/all``;
  /// nil where no box of the class is there.
  func averagePrecision(at threshold: Int) -> Double? {
    guard labelCount > 0 else { return nil }
    var curve = PrecisionCurve(total: labelCount)
    for entry in entries { curve.add(isHit: entry.hits >> threshold & 1 == 1) }
    return curve.average
  }
}
