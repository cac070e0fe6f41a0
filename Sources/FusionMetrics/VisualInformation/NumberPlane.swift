// SPDX-License-Identifier: Apache-2.0

import Imaging

/// An image of any numbers, row-major; each row is followed by some zeros, so that blocks of
/// numbers can be read past its end.
struct NumberPlane {
  /// Zeros after each row.
  static let slack = 4

  let width: Int
  let height: Int
  /// `height` rows of `stride` numbers.
  private(set) var values: [Double]

  /// The distance of two rows.
  var stride: Int { width + Self.slack }

  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    values = [Double](repeating: 0, count: (width + Self.slack) * height)
  }

  init(_ image: GrayImage) {
    self.init(width: image.size.width, height: image.size.height)
    for row in 0..<height {
      for column in 0..<width {
        values[row * stride + column] = Double(image.levels[row * width + column])
      }
    }
  }

  /// Smoothed without padding, then every second row and column from the first.
  func halved(_ window: GaussianWindow) -> NumberPlane {
    let reach = window.reach
    let (rows, columns) = (height - 2 * reach, width - 2 * reach)
    var result = NumberPlane(width: (columns + 1) / 2, height: (rows + 1) / 2)
    var line = [Double](repeating: 0, count: stride)
    var smooth = line
    for row in 0..<result.height {
      addColumns(window, around: 2 * row + reach, to: &line)
      window.filter(line, into: &smooth, count: columns)
      for column in 0..<result.width {
        result.values[row * result.stride + column] = smooth[2 * column]
      }
    }
    return result
  }

  /// The weighted sums of the rows around `row`.
  private func addColumns(_ window: GaussianWindow, around row: Int, to line: inout [Double]) {
    let reach = window.reach
    values.withUnsafeBufferPointer { values in
      line.withUnsafeMutableBufferPointer { line in
        for i in 0..<width { line[i] = window.half[0] * values[row &* stride &+ i] }
        for tap in 1...reach {
          let (above, below) = ((row - tap) * stride, (row + tap) * stride)
          let weight = window.half[tap]
          for i in 0..<width { line[i] += weight * (values[above &+ i] + values[below &+ i]) }
        }
      }
    }
  }
}
