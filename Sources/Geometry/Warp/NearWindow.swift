// SPDX-License-Identifier: Apache-2.0

import Imaging

/// The four by four pixels of an image that one of the result is made of, away from the border:
/// what a window is nearly everywhere, where nothing shrinks.
struct NearWindow {
  private let first: Int
  private let width: Int
  private let columns: SIMD4<Float>
  private let rows: SIMD4<Float>

  /// Nil where one of them lies beyond the border.
  @inline(__always)
  init?(around place: SIMD2<Double>, in size: ImageSize) {
    let left = place.x.rounded(.down)
    let top = place.y.rounded(.down)
    let (column, row) = (Int(left) - 1, Int(top) - 1)
    guard column >= 0, row >= 0, column + 4 <= size.width, row + 4 <= size.height else {
      return nil
    }
    (first, width) = (row * size.width + column, size.width)
    columns = CubicKernel.weights(Float(place.x - left))
    rows = CubicKernel.weights(Float(place.y - top))
  }

  /// The value of a channel.
  @inline(__always)
  func sum(_ values: UnsafeBufferPointer<Float>, channels: Int, _ channel: Int) -> Float {
    var line = first &* channels &+ channel
    var sums = SIMD4<Float>.zero
    for row in 0..<4 {
      let four = SIMD4(
        values[line], values[line &+ channels], values[line &+ 2 &* channels],
        values[line &+ 3 &* channels])
      sums += rows[row] * four
      line &+= width &* channels
    }
    return (columns * sums).sum()
  }

  /// Whether one of them shows nothing; none does where there are no flags.
  @inline(__always)
  func touches(_ isInvalid: UnsafeBufferPointer<Bool>) -> Bool {
    guard !isInvalid.isEmpty else { return false }
    return (0..<4).contains { row in
      (0..<4).contains { isInvalid[first + row * width + $0] }
    }
  }
}
