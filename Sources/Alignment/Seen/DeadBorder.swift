// SPDX-License-Identifier: Apache-2.0

import Imaging

/// What around a picture shows nothing of the scene: frames, letterboxes and margins of one value,
/// and the wedges that are left where an image was turned or its lens straightened.
///
/// It begins in a corner, is of one value but for what a JPEG leaves beside its edge, and what is
/// left of the picture is convex. A sky of one value is taken for it, too, as far as no straight
/// line between two things that rise into it: it says as little.
struct DeadBorder {
  /// Values that are one.
  private static let sameness: Float = 1.5 / 255
  /// How far a JPEG's values beside an edge are from what they were, and how many pixels from it.
  private static let residue: (value: Float, reach: Int) = (16.0 / 255, 16)
  /// The least share of the image that is a border, and not a dark corner.
  private static let leastShare = 0.01

  private let plane: Plane

  /// - Parameter plane: Brightness, 0...1; what is not a number belongs to no border.
  init(_ plane: Plane) { self.plane = plane }

  /// The pixels of the border; empty where there is none.
  var mask: [Bool] {
    let size = plane.size
    let corners = [0, size.width - 1, size.pixelCount - size.width, size.pixelCount - 1]
    var mask: [Bool] = []
    for picture in Set(corners.map { plane.values[$0] }).compactMap(picture(within:)) {
      if mask.isEmpty { mask = Array(repeating: false, count: size.pixelCount) }
      for (row, span) in picture.spans.enumerated() {
        for x in 0..<size.width where !span.contains(x) { mask[row * size.width + x] = true }
      }
    }
    return mask
  }

  /// What a border of a value leaves of the picture; nil where there is no such border, or nothing
  /// else.
  private func picture(within value: Float) -> RowSpans? {
    let outer = RowSpans(of: plane, unlike: value, by: Self.sameness).convexHull
    let share = 1 - Double(outer.pixelCount) / Double(plane.size.pixelCount)
    guard share >= Self.leastShare, share < 1 else { return nil }
    let inner = RowSpans(of: plane, unlike: value, by: Self.residue.value).convexHull
    return outer.shrunk(to: inner, by: Self.residue.reach)
  }
}
