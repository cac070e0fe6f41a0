// SPDX-License-Identifier: Apache-2.0

/// Climbs a hill over four numbers by steps along each of them, up and down, that are halved where
/// none leads higher (compass search: Kolda, Lewis, Torczon, SIAM Review 45, 2003, section 1.1).
struct CompassSearch {
  let longestStep: Double
  let shortestStep: Double

  /// Where it ends.
  ///
  /// - Parameters:
  ///   - start: Where it begins.
  ///   - height: Nil where nobody is to go.
  /// - Returns: The place and its height; nil where the start has none.
  func climb(
    from start: SIMD4<Double>, _ height: (SIMD4<Double>) -> Double?
  ) -> (place: SIMD4<Double>, height: Double)? {
    guard var best = height(start) else { return nil }
    var (place, step) = (start, longestStep)
    while step >= shortestStep {
      let before = best
      for axis in 0..<4 {
        for sign in [-1.0, 1] {
          var next = place
          next[axis] += sign * step
          if let found = height(next), found > best { (place, best) = (next, found) }
        }
      }
      if best == before { step /= 2 }
    }
    return (place, best)
  }
}
