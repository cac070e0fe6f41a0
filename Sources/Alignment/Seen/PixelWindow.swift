// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging

/// A rectangle of an image.
struct PixelWindow: Equatable {
  let columns: Range<Int>
  let rows: Range<Int>

  var size: ImageSize { ImageSize(width: columns.count, height: rows.count) }

  /// From pixels of the window to those of the image.
  var placement: Homography {
    .translation(x: Double(columns.lowerBound), y: Double(rows.lowerBound))
  }

  /// From pixels of the image to those of the window.
  var removal: Homography {
    .translation(x: -Double(columns.lowerBound), y: -Double(rows.lowerBound))
  }

  /// Its pixels, row by row, in an image of that width.
  func indices(_ width: Int) -> [Int] {
    rows.flatMap { row in columns.map { row * width + $0 } }
  }

  /// The smallest rectangle that holds both.
  func union(_ other: PixelWindow) -> PixelWindow {
    PixelWindow(
      columns: min(
        columns.lowerBound, other.columns.lowerBound)..<max(
          columns.upperBound, other.columns.upperBound),
      rows: min(
        rows.lowerBound, other.rows.lowerBound)..<max(rows.upperBound, other.rows.upperBound))
  }
}
