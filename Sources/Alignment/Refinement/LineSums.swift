// SPDX-License-Identifier: Apache-2.0

/// What ``NormalEquations`` sum, over a line of pixels, in single precision.
struct LineSums {
  private(set) var matrix = [SIMD8<Float>](repeating: .zero, count: 8)
  private(set) var vector = SIMD8<Float>.zero
  private(set) var cost: Float = 0
  private(set) var weight: Float = 0

  /// Adds a pixel.
  ///
  /// - Parameters:
  ///   - look: Where it is looked up.
  ///   - difference: The second image's gradients there less the first one's.
  ///   - right: Derivative of the second image's gradients to the right.
  ///   - down: The same downwards.
  ///   - median: The difference squared that counts half.
  mutating func add(
    _ look: Look, _ difference: SIMD8<Float>, right: SIMD8<Float>, down: SIMD8<Float>,
    median: Float
  ) {
    let square = (difference * difference).sum()
    let share = median / (median + square)
    let (xx, xy, yy) = ((right * right).sum(), (right * down).sum(), (down * down).sum())
    let (s, t, q) = (look.scaled.x, look.scaled.y, look.inverseDepth)
    let (u, v) = (look.place.x, look.place.y)
    // How the place moves with each unknown.
    let du = SIMD8<Float>(s, t, q, 0, 0, 0, -u * s, -u * t)
    let dv = SIMD8<Float>(0, 0, 0, s, t, q, -v * s, -v * t)
    let (a, b) = ((du * xx + dv * xy) * share, (du * xy + dv * yy) * share)
    for row in 0..<3 { matrix[row] += a * du[row] }
    for row in 3..<6 { matrix[row] += b * dv[row] }
    for row in 6..<8 { matrix[row] += a * du[row] + b * dv[row] }
    vector += du * (share * (right * difference).sum()) + dv * (share * (down * difference).sum())
    cost += share * square
    weight += share
  }
}
