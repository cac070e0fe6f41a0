// SPDX-License-Identifier: Apache-2.0

import Flow
import Imaging

/// Sums of squares over rectangles of an image, by a summed-area table (Crow, SIGGRAPH 1984).
struct EnergySums {
  private let width: Int
  private let sums: [Double]

  init(_ gradients: OrientedGradients) {
    let size = gradients.size
    width = size.width + 1
    var sums = [Double](repeating: 0, count: width * (size.height + 1))
    for y in 0..<size.height {
      var line = 0.0
      for x in 0..<size.width {
        let value = gradients.values[y * size.width + x]
        line += Double((value * value).sum())
        sums[(y + 1) * width + x + 1] = sums[y * width + x + 1] + line
      }
    }
    self.sums = sums
  }

  /// The sum over a rectangle.
  func callAsFunction(_ columns: Range<Int>, _ rows: Range<Int>) -> Float {
    let (left, right) = (columns.lowerBound, columns.upperBound)
    let (top, bottom) = (rows.lowerBound * width, rows.upperBound * width)
    return Float(sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left])
  }
}
