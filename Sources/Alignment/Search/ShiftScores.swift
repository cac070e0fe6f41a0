// SPDX-License-Identifier: Apache-2.0

/// How good each shift of one image over another one is.
struct ShiftScores {
  /// Pixels about a shift in which no other one is taken.
  private static let distance = 6

  /// The shift furthest to the left and up.
  let least: SIMD2<Int>
  /// How many there are in a row and in a column.
  let size: SIMD2<Int>
  /// Row by row; -1 where both overlap too little.
  private(set) var values: [Float]

  init(least: SIMD2<Int>, size: SIMD2<Int>, values: [Float]) {
    (self.least, self.size, self.values) = (least, size, values)
  }

  /// The mean, as of so many pairs of images that are shifted alike, is what counts; the sum orders
  /// them alike.
  static func + (sum: ShiftScores, other: ShiftScores) -> ShiftScores {
    var sum = sum
    for index in sum.values.indices { sum.values[index] += other.values[index] }
    return sum
  }

  /// The best shifts, in pixels, best first; no two are near each other.
  func best(_ count: Int) -> [(shift: SIMD2<Int>, score: Float)] {
    var values = values
    return (0..<count).compactMap { _ in
      guard let best = values.indices.max(by: { values[$0] < values[$1] }), values[best] > 0 else {
        return nil
      }
      let (y, x) = (best / size.x, best % size.x)
      let score = values[best]
      for v in max(0, y - Self.distance)...min(size.y - 1, y + Self.distance) {
        for u in max(0, x - Self.distance)...min(size.x - 1, x + Self.distance) {
          values[v * size.x + u] = -1
        }
      }
      return (least &+ SIMD2(x, y), score)
    }
  }

  /// Where between whole pixels the best shift next to one lies: the top of the parabola through
  /// three values along either axis.
  func peak(near shift: SIMD2<Int>) -> SIMD2<Double> {
    let place = shift &- least
    let index = place.y * size.x + place.x
    let isInside = place.x > 0 && place.y > 0 && place.x < size.x - 1 && place.y < size.y - 1
    guard isInside else { return SIMD2<Double>(Double(shift.x), Double(shift.y)) }
    return SIMD2(
      Double(shift.x) + top(values[index - 1], values[index], values[index + 1]),
      Double(shift.y) + top(values[index - size.x], values[index], values[index + size.x]))
  }
}

/// Where the parabola through (-1, a), (0, b), (1, c) is greatest, -1/2...1/2; b is the greatest of
/// the three.
private func top(_ a: Float, _ b: Float, _ c: Float) -> Double {
  let bend = a - 2 * b + c
  return bend < 0 ? Double(min(max((a - c) / (2 * bend), -0.5), 0.5)) : 0
}
