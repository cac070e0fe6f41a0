// SPDX-License-Identifier: Apache-2.0

/// A rectangle with sides along the axes, in pixels of an image.
///
/// The first pixel's upper left corner is (0, 0), its lower right one (1, 1): a box around a whole
/// image goes from (0, 0) to (width, height).
public struct Box: Sendable, Hashable {
  /// The left side.
  public var x0: Double
  /// The upper side.
  public var y0: Double
  /// The right side, which the box does not reach beyond.
  public var x1: Double
  /// The lower side, which the box does not reach beyond.
  public var y1: Double

  /// The box between two corners; one whose sides are the wrong way round is empty.
  public init(x0: Double, y0: Double, x1: Double, y1: Double) {
    (self.x0, self.y0, self.x1, self.y1) = (x0, y0, x1, y1)
  }

  /// Pixels from left to right, at least 0.
  public var width: Double { max(0, x1 - x0) }

  /// Pixels from top to bottom, at least 0.
  public var height: Double { max(0, y1 - y0) }

  /// Square pixels.
  public var area: Double { width * height }

  /// What both boxes cover; empty where they do not meet.
  public func intersection(_ other: Box) -> Box {
    Box(
      x0: max(x0, other.x0), y0: max(y0, other.y0),
      x1: min(x1, other.x1), y1: min(y1, other.y1))
  }

  /// The area that both cover over the area that either covers (IoU), 0...1; 0 for two empty boxes.
  public func overlap(_ other: Box) -> Double {
    let shared = intersection(other).area
    let covered = area + other.area - shared
    return covered > 0 ? shared / covered : 0
  }
}
