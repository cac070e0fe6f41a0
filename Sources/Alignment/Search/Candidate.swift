// SPDX-License-Identifier: Apache-2.0

import Geometry

/// A geometry that a search has found.
struct Candidate {
  /// From pixels of the second image to those of the first.
  let geometry: Homography
  /// How alike both are under it.
  let score: Float
}

extension [Candidate] {
  /// The best ones, best first, of which no two put the second image's corner and middle within
  /// `distance` pixels.
  func distinct(_ count: Int, distance: Double, at points: [SIMD2<Double>]) -> [Candidate] {
    var kept: [Candidate] = []
    for candidate in sorted(by: { $0.score > $1.score }) where kept.count < count {
      let isNew = kept.allSatisfy { other in
        points.contains { point in
          let offset = candidate.geometry(point) - other.geometry(point)
          return Swift.max(abs(offset.x), abs(offset.y)) > distance
        }
      }
      if isNew { kept.append(candidate) }
    }
    return kept
  }
}
