// SPDX-License-Identifier: Apache-2.0

import Imaging

/// The coefficient of larger magnitude; the mean of both where magnitudes are equal, so that the
/// order of the images does not matter.
func strongest(_ a: Double, _ b: Double) -> Double {
  if abs(a) == abs(b) { return (a + b) / 2 }
  return abs(a) > abs(b) ? a : b
}

/// (a + b) / 2.
func mean(_ a: Double, _ b: Double) -> Double { (a + b) / 2 }

/// Halvings that leave `smallestSide` pixels a side or more: none for a tiny image, `most` for a
/// large one.
func halvings(atMost most: Int, smallestSide: Int, in size: ImageSize) -> Int {
  var side = min(size.width, size.height) / 2
  var levels = 0
  while levels < most && side >= smallestSide {
    levels += 1
    side /= 2
  }
  return levels
}

/// Applies a rule to both pixels at each place, clamped to 0...1 before and after.
/// - Precondition: Both planes have the same size, at least 1x1.
func combined(_ a: Plane, _ b: Plane, _ rule: (Float, Float) -> Float) -> Plane {
  checkSizes(a, b)
  let values = zip(a.values, b.values).map { clamped(rule(clamped($0), clamped($1))) }
  return Plane(size: a.size, values: values)
}

/// Stops on planes that cannot be fused.
func checkSizes(_ a: Plane, _ b: Plane) {
  precondition(
    a.size == b.size && a.size.pixelCount > 0, "fuse: sizes \(a.size) and \(b.size), equal wanted")
}

/// Clamps to 0...1; not-a-number becomes 0.
func clamped<Value: BinaryFloatingPoint>(_ value: Value) -> Value {
  value > 0 ? (value < 1 ? value : 1) : 0
}
