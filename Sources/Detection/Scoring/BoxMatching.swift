// SPDX-License-Identifier: Apache-2.0

/// The found boxes of one class in one image, the surest first, and at which overlaps each is
/// right.
///
/// As COCO matches them (Lin et al. 2014, and the program pycocotools): each in turn takes, of the
/// boxes that are there and not yet taken, the one that it overlaps most, if by the threshold or
/// more. Of the boxes that it overlaps equally it takes the last. What goes beyond the
/// ``maximumCount`` surest is not looked at.
struct BoxMatching {
  /// The most found boxes of a class in an image that count.
  static let maximumCount = 100

  /// Scores, from the highest on; equal ones in the order given.
  let scores: [Double]
  /// For each score, bit t is set where its box is right at ``OverlapThreshold/all``[t].
  let hits: [UInt16]

  /// Matches boxes of one class.
  init(found: [DetectedBox], labels: [LabeledBox]) {
    // The sort of the standard library is stable.
    let surest = found.sorted { $0.score > $1.score }.prefix(Self.maximumCount)
    let overlaps = surest.map { found in labels.map { found.box.overlap($0.box) } }
    var hits = [UInt16](repeating: 0, count: surest.count)
    for (bit, threshold) in OverlapThreshold.all.enumerated() {
      for index in hitIndices(overlaps, threshold) { hits[index] |= 1 << bit }
    }
    (scores, self.hits) = (surest.map(\.score), hits)
  }
}

/// The rows that get a column of their own.
private func hitIndices(_ overlaps: [[Double]], _ threshold: Double) -> [Int] {
  var isTaken = [Bool](repeating: false, count: overlaps.first?.count ?? 0)
  return overlaps.indices.filter { row in
    var (best, least) = (-1, threshold)
    for (column, overlap) in overlaps[row].enumerated()
    where !isTaken[column] && overlap >= least {
      (best, least) = (column, overlap)
    }
    if best >= 0 { isTaken[best] = true }
    return best >= 0
  }
}
