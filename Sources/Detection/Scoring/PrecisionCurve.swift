// SPDX-License-Identifier: Apache-2.0

/// Precision over recall, built from the surest box on.
///
/// The average is COCO's: precision at the recalls 0, 0.01 ... 1, where that at a recall is the
/// best at this recall or a higher one, and 0 beyond the highest one reached.
struct PrecisionCurve {
  /// How many boxes are there.
  private let total: Int
  private var hits = 0
  /// Recall and precision at each hit: misses lower precision alone.
  private var points: [(recall: Double, precision: Double)] = []

  /// A curve without a box. `total` is above 0.
  init(total: Int) { self.total = total }

  /// Adds right boxes of one score.
  /// - Parameters:
  ///   - count: How many.
  ///   - found: How many boxes have been found up to the last of them, wrong ones too.
  mutating func addHits(_ count: Int, found: Int) {
    hits += count
    // Of several, the last one has both the highest recall and the best precision.
    points.append((Double(hits) / Double(total), Double(hits) / (Double(found) + .ulpOfOne)))
  }

  /// The average precision, 0...1.
  var average: Double {
    var sum = 0.0
    var best = 0.0
    var next = points.count - 1
    for step in stride(from: 100, through: 0, by: -1) {
      // NumPy's products, to the bit: 0.07 is 7 x 0.01, which is more than 7 / 100.
      let recall = step == 100 ? 1 : Double(step) * 0.01
      while next >= 0, points[next].recall >= recall {
        best = max(best, points[next].precision)
        next -= 1
      }
      sum += best
    }
    return sum / 101
  }
}
