// SPDX-License-Identifier: Apache-2.0

/// What a detector found in one image, matched with what is there: all that scores need of it.
struct ImageMatches: Sendable {
  /// Class by class, what was found.
  let matchings: [BoxMatching]
  /// Class by class, how many boxes are there.
  let labelCounts: [Int]

  /// Matches the boxes of each class with one another; those of classes from `classCount` on are
  /// left out.
  init(_ image: ImageDetections, classCount: Int) {
    matchings = (0..<classCount).map { index in
      BoxMatching(
        found: image.found.filter { $0.classIndex == index },
        labels: image.labels.filter { $0.classIndex == index })
    }
    labelCounts = (0..<classCount).map { index in
      image.labels.count { $0.classIndex == index }
    }
  }
}
