// SPDX-License-Identifier: Apache-2.0

// Glare. This project: a saturated camera tells nothing, and the other one is to be heard there.

import Imaging

extension Metric {
  /// How much of one source's detail is left where the other is saturated: the slope
  /// sum e(O) e(F) / sum e(O)^2 over the pixels that are saturated in one source and not in the
  /// other, O, for both sources in both roles together.
  ///
  /// Saturated pixels are of at least 250 levels, and so are at least half of their 9x9 neighbors;
  /// e is the difference from the mean over the pixels that count among the 31x31 neighbors. A
  /// source counts as O where it has at least 64 such pixels and the root of the mean of e(O)^2
  /// is at least 3 levels; not-a-number where neither does. 1: as much contrast as in O, 0: none,
  /// below 0: reversed.
  public static let glareDetail = Metric(
    name: "Glare", title: "detail kept in glare",
    summary: "Contrast kept of one source where the other is saturated.",
    reference: "this project", minimumSide: 9,
    cddfuse: MetricConvention(.none, -1000...1000) { slope(in: $0.triple) })
}

private func slope(in triple: FusedTriple) -> Double {
  let (first, second) = (saturated(triple.first), saturated(triple.second))
  let behindSecond = slopeTerms(of: triple.first, in: triple.fused, where: second, not: first)
  let behindFirst = slopeTerms(of: triple.second, in: triple.fused, where: first, not: second)
  return (behindSecond.common + behindFirst.common) / (behindSecond.own + behindFirst.own)
}

/// Whether each pixel and at least half of its 9x9 neighbors are at 250 levels or more.
private func saturated(_ image: GrayImage) -> [Bool] {
  let isHigh = image.levels.map { $0 >= 250 }
  let sums = BoxSums(size: image.size, values: isHigh.map { $0 ? 1 : 0 })
  return isHigh.indices.map { place in
    guard isHigh[place] else { return false }
    let (sum, count) = sums.around(place, margin: 4)
    return 2 * sum >= count
  }
}

/// sum e(O) e(F) and sum e(O)^2; zeros where there is too little to look at.
private func slopeTerms(
  of other: GrayImage, in fused: GrayImage, where glare: [Bool], not own: [Bool]
) -> (common: Double, own: Double) {
  let counts = zip(glare, own).map { $0 && !$1 ? 1 : 0 }
  let places = counts.indices.filter { counts[$0] == 1 }
  guard places.count >= 64 else { return (0, 0) }
  let differences = [other, fused].map { image in
    let sums = BoxSums(size: image.size, values: zip(image.levels, counts).map { Int($0) * $1 })
    let areas = BoxSums(size: image.size, values: counts)
    return places.map { place in
      let mean =
        Double(sums.around(place, margin: 15).sum)
        / Double(areas.around(place, margin: 15).sum)
      return Double(image.levels[place]) - mean
    }
  }
  let squares = differences[0].reduce(0) { $0 + $1 * $1 }
  guard squares >= 9 * Double(places.count) else { return (0, 0) }
  return (zip(differences[0], differences[1]).reduce(0) { $0 + $1.0 * $1.1 }, squares)
}
