// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Sums of whole numbers over any box of an image at the price of four look-ups.
struct BoxSums {
  /// The size of the image.
  let size: ImageSize
  /// Sums over all that is above and left of a corner; (width + 1) x (height + 1).
  private let corners: [Int]

  /// - Parameters:
  ///   - size: The size of the image.
  ///   - values: `size.pixelCount` numbers, row-major.
  init(size: ImageSize, values: some Collection<some BinaryInteger>) {
    let (width, height) = (size.width, size.height)
    var corners = [Int](repeating: 0, count: (width + 1) * (height + 1))
    var value = values.makeIterator()
    for y in 0..<height {
      let (above, below) = (y * (width + 1), (y + 1) * (width + 1))
      var row = 0
      for x in 0..<width {
        row += value.next().map { Int($0) } ?? 0
        corners[below + x + 1] = corners[above + x + 1] + row
      }
    }
    (self.size, self.corners) = (size, corners)
  }

  /// The sum over the pixels at most `margin` rows and columns away that lie within the image, and
  /// how many they are.
  func around(_ place: Int, margin: Int) -> (sum: Int, count: Int) {
    square(at: place, side: 1, margin: margin)
  }

  /// The same about a square, given by its upper left corner, and within it.
  func square(at place: Int, side: Int, margin: Int) -> (sum: Int, count: Int) {
    let (x, y) = (place % size.width, place / size.width)
    let (left, right) = (max(x - margin, 0), min(x + side + margin, size.width))
    let (top, bottom) = (max(y - margin, 0), min(y + side + margin, size.height))
    let (upper, lower) = (top * (size.width + 1), bottom * (size.width + 1))
    let sum =
      corners[lower + right] - corners[upper + right] - corners[lower + left]
      + corners[upper + left]
    return (sum, (right - left) * (bottom - top))
  }
}

extension GrayImage {
  /// How far each pixel is above the mean of the pixels at most `margin` rows and columns away
  /// that lie within the image, in levels.
  func excesses(margin: Int) -> [Double] {
    let sums = BoxSums(size: size, values: levels)
    return levels.indices.map { place in
      let (sum, count) = sums.around(place, margin: margin)
      return Double(levels[place]) - Double(sum) / Double(count)
    }
  }
}
