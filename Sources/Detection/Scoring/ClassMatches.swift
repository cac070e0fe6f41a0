// SPDX-License-Identifier: Apache-2.0

/// All that was found of one class in a set of images, matched once for all thresholds.
struct ClassMatches: Sendable {
  /// A found box.
  private struct Entry {
    let score: Double
    let hits: UInt16
    let image: Int
  }

  /// From the highest score on; equal ones in the order of the images.
  private let entries: [Entry]
  /// How many boxes of the class are there, image by image.
  private let labelCounts: [Int]

  /// Gathers the boxes of a class, image by image.
  init(_ images: [ImageMatches], classIndex: Int) {
    let entries = images.enumerated().flatMap { index, image in
      let matching = image.matchings[classIndex]
      return zip(matching.scores, matching.hits).map { Entry(score: $0, hits: $1, image: index) }
    }
    // The sort of the standard library is stable.
    self.entries = entries.sorted { $0.score > $1.score }
    labelCounts = images.map { $0.labelCounts[classIndex] }
  }

  /// How many boxes of the class are there.
  var labelCount: Int { labelCounts.reduce(0, +) }

  /// The average precision, 0...1, at each of ``OverlapThreshold/all``, where each image is there
  /// as often as `counts` says; nil where no box of the class is there then.
  func averagePrecisions(counts: [Int]) -> [Double]? {
    let total = zip(labelCounts, counts).reduce(0) { $0 + $1.0 * $1.1 }
    guard total > 0 else { return nil }
    var curves = [PrecisionCurve](
      repeating: PrecisionCurve(total: total), count: OverlapThreshold.all.count)
    var found = 0
    for entry in entries where counts[entry.image] > 0 {
      found += counts[entry.image]
      // Most boxes are right nowhere.
      guard entry.hits != 0 else { continue }
      for bit in curves.indices where entry.hits >> bit & 1 == 1 {
        curves[bit].addHits(counts[entry.image], found: found)
      }
    }
    return curves.map(\.average)
  }
}
