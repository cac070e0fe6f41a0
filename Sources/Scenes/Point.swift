// SPDX-License-Identifier: Apache-2.0

/// A place in the picture, in pixels from the upper left corner; a pixel's center lies at halves.
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
