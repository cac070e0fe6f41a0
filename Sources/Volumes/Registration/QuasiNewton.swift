// SPDX-License-Identifier: Apache-2.0

/// Goes uphill from a point, by the method of Broyden, Fletcher, Goldfarb and Shanno with a
/// backtracking search along each direction (Nocedal and Wright 2006, 3.1 and 6.1).
struct QuasiNewton {
  /// A point; of the eight numbers six are used.
  typealias Point = SIMD8<Double>
  /// A value and how it changes along each number; nil where there is none.
  typealias Function = (Point) throws -> (value: Double, slope: Point)?

  /// How long the first step is, and the longest is at most.
  let firstStep: Double
  let longestStep: Double
  /// A shorter step ends it.
  let shortestStep: Double
  /// More tries are not made.
  let mostTries: Int

  /// Where it ends; nil where there is no value at `start`.
  func climb(from start: Point, _ function: Function) throws -> Point? {
    guard var (value, slope) = try function(start) else { return nil }
    var (point, tries) = (start, 0)
    var curvature: InverseCurvature?
    while tries < mostTries {
      let norm = (slope * slope).sum().squareRoot()
      guard norm > 0 else { return point }
      let used = curvature ?? InverseCurvature(firstStep / norm)
      var step = used.applied(to: slope)
      let longest = longestStep / (step * step).sum().squareRoot()
      if longest < 1 { step *= longest }
      var next: (value: Double, slope: Point)?
      while tries < mostTries, (step * step).sum().squareRoot() >= shortestStep {
        tries += 1
        next = try function(point + step)
        if let found = next, found.value >= value + 1e-4 * (slope * step).sum() { break }
        next = nil
        step /= 2
      }
      guard let next else {
        // The curvature may mislead; once more along the slope itself.
        guard curvature != nil else { return point }
        curvature = nil
        continue
      }
      curvature = used.updated(step, slope - next.slope)
      point += step
      (value, slope) = next
    }
    return point
  }
}

/// What a slope is multiplied with to get to the top.
private struct InverseCurvature {
  private var columns: [SIMD8<Double>]

  init(_ length: Double) {
    columns = (0..<8).map { column in
      var unit = SIMD8<Double>()
      unit[column] = length
      return unit
    }
  }

  func applied(to slope: SIMD8<Double>) -> SIMD8<Double> {
    columns.indices.reduce(SIMD8()) { $0 + columns[$1] * slope[$1] }
  }

  /// With what a step showed, after which the slope was less by `drop`; as it is where it was more.
  func updated(_ step: SIMD8<Double>, _ drop: SIMD8<Double>) -> Self {
    let along = (step * drop).sum()
    guard along > 1e-12 * ((step * step).sum() * (drop * drop).sum()).squareRoot() else {
      return self
    }
    let bent = applied(to: drop)
    let factor = (1 + (drop * bent).sum() / along) / along
    var updated = self
    for column in columns.indices {
      updated.columns[column] +=
        step * (factor * step[column]) - (bent * step[column] + step * bent[column]) / along
    }
    return updated
  }
}
