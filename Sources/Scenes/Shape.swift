// SPDX-License-Identifier: Apache-2.0

/// A convex figure of the picture, in pixels.
struct Shape {
  private enum Kind { case rectangle, ellipse }

  private let kind: Kind
  let center: Point
  let halfWidth: Float
  let halfHeight: Float

  /// An upright rectangle.
  static func rectangle(_ center: Point, _ halfWidth: Float, _ halfHeight: Float) -> Shape {
    Shape(kind: .rectangle, center: center, halfWidth: halfWidth, halfHeight: halfHeight)
  }

  /// A rectangle by its edges.
  static func box(left: Float, top: Float, right: Float, bottom: Float) -> Shape {
    rectangle(
      Point((left + right) / 2, (top + bottom) / 2), (right - left) / 2, (bottom - top) / 2)
  }

  /// An upright ellipse.
  static func ellipse(_ center: Point, _ halfWidth: Float, _ halfHeight: Float) -> Shape {
    Shape(kind: .ellipse, center: center, halfWidth: halfWidth, halfHeight: halfHeight)
  }

  /// The same figure elsewhere.
  func moved(right distance: Float) -> Shape {
    Shape(
      kind: kind, center: Point(center.x + distance, center.y), halfWidth: halfWidth,
      halfHeight: halfHeight)
  }

  var left: Float { center.x - halfWidth }
  var right: Float { center.x + halfWidth }
  var top: Float { center.y - halfHeight }
  var bottom: Float { center.y + halfHeight }

  /// How much of the pixel around a point lies inside: 0...1.
  ///
  /// Exact for a rectangle; for an ellipse from the distance to its edge to first order, that is
  /// value over slope of the function whose zero the edge is.
  func coverage(_ point: Point) -> Float {
    let (dx, dy) = (abs(point.x - center.x), abs(point.y - center.y))
    switch kind {
    case .rectangle:
      let across = min(max(halfWidth - dx + 0.5, 0), 1)
      return across * min(max(halfHeight - dy + 0.5, 0), 1)
    case .ellipse:
      let (u, v) = (dx / halfWidth, dy / halfHeight)
      let radius = (u * u + v * v).squareRoot()
      let (p, q) = (u / halfWidth, v / halfHeight)
      let slope = (p * p + q * q).squareRoot()
      let depth = slope > 0 ? radius * (1 - radius) / slope : min(halfWidth, halfHeight)
      return min(max(depth + 0.5, 0), 1)
    }
  }
}
