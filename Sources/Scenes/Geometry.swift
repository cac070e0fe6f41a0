// SPDX-License-Identifier: Apache-2.0

/// A place in the picture, in pixels from the upper left corner; a pixel's centre lies at halves.
struct Point {
  var x: Float
  var y: Float

  init(_ x: Float, _ y: Float) {
    self.x = x
    self.y = y
  }

  /// The distance to another place in pixels.
  func distance(to other: Point) -> Float {
    let (dx, dy) = (x - other.x, y - other.y)
    return (dx * dx + dy * dy).squareRoot()
  }
}

/// `a` at 0, `b` at 1, straight between.
func mix(_ a: Float, _ b: Float, _ share: Float) -> Float { a + (b - a) * share }

/// `a` at 0, `b` at 1, straight between, channel by channel.
func mix(_ a: Color, _ b: Color, _ share: Float) -> Color { a + (b - a) * share }

/// From 0 to 1 with level ends (the cubic 3t^2 - 2t^3); constant outside.
func ease(_ t: Float) -> Float {
  let t = min(max(t, 0), 1)
  return t * t * (3 - 2 * t)
}
