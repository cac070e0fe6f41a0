// SPDX-License-Identifier: Apache-2.0

extension [DetectedBox] {
  /// The boxes from the highest score on, without those that overlap one of a higher score and the
  /// same class by more than `overlap` (non-maximum suppression); the first `count` of them.
  ///
  /// Of equal scores the earlier one counts as higher.
  func suppressed(overlap: Double, count: Int) -> [DetectedBox] {
    let ordered = enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }
    var kept: [DetectedBox] = []
    var keptByClass: [Int: [Box]] = [:]
    for (_, candidate) in ordered where kept.count < count {
      let rivals = keptByClass[candidate.classIndex, default: []]
      guard rivals.allSatisfy({ $0.overlap(candidate.box) <= overlap }) else { continue }
      keptByClass[candidate.classIndex, default: []].append(candidate.box)
      kept.append(candidate)
    }
    return kept
  }
}
