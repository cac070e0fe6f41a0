// SPDX-License-Identifier: Apache-2.0

import FusionMetrics
package import Imaging

/// A rectangle of an image.
package struct PixelWindow: Sendable, Equatable {
  package let columns: Range<Int>
  package let rows: Range<Int>

  /// Width and height.
  package var size: ImageSize { ImageSize(width: columns.count, height: rows.count) }

  /// The largest rectangle of pixels above 0; nil where there are none.
  ///
  /// Row by row, over how far such pixels reach up in each column, a column is kept as long as none
  /// to its right reaches less far (the largest rectangle of a histogram).
  package init?(largestIn plane: Plane) {
    let width = plane.size.width
    var heights = [Int](repeating: 0, count: width)
    var best: PixelWindow?
    for y in 0..<plane.size.height {
      for x in 0..<width { heights[x] = plane.values[y * width + x] > 0 ? heights[x] + 1 : 0 }
      let (columns, height) = largestRectangle(under: heights)
      if columns.count * height > best.map({ $0.columns.count * $0.rows.count }) ?? 0 {
        best = PixelWindow(columns: columns, rows: y + 1 - height..<y + 1)
      }
    }
    guard let best else { return nil }
    self = best
  }

  private init(columns: Range<Int>, rows: Range<Int>) {
    (self.columns, self.rows) = (columns, rows)
  }
}

/// The columns and the height of the largest rectangle that a histogram holds.
private func largestRectangle(under heights: [Int]) -> (columns: Range<Int>, height: Int) {
  var best = (columns: 0..<0, height: 0)
  /// Where rectangles begin that have not ended, lower ones first.
  var open: [(start: Int, height: Int)] = []
  for (column, height) in (heights + [0]).enumerated() {
    var start = column
    while let last = open.last, last.height > height {
      if (column - last.start) * last.height > best.columns.count * best.height {
        best = (last.start..<column, last.height)
      }
      start = last.start
      open.removeLast()
    }
    open.append((start, height))
  }
  return best
}

extension GrayImage {
  /// A part of it; all where no window is named.
  func cropped(to window: PixelWindow?) -> GrayImage {
    guard let window else { return self }
    return GrayImage(
      size: window.size,
      levels: window.rows.flatMap { row in
        window.columns.map { levels[row * size.width + $0] }
      })
  }
}
