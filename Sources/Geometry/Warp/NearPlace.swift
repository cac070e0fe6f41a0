// SPDX-License-Identifier: Apache-2.0

import CPixels
import Imaging

/// The four by four pixels of an image that one of the result is made of, away from the border:
/// what a window is nearly everywhere, where nothing shrinks.
typealias NearPlace = daefuse_place

extension NearPlace {
  /// No pixels.
  static var none: NearPlace { NearPlace(first: -1, right: 0, down: 0) }

  /// Nil where one of them lies beyond the border, or no pixel lies behind the last one.
  @inline(__always)
  init?(around place: SIMD2<Double>, in size: ImageSize) {
    guard place.x >= 1, place.y >= 1 else { return nil }
    let (column, row) = (Int(place.x), Int(place.y))
    guard column + 2 < size.width, row + 2 < size.height,
      (row + 2) * size.width + column + 3 < size.pixelCount
    else { return nil }
    self.init(
      first: Int32((row - 1) * size.width + column - 1), right: Float(place.x - Double(column)),
      down: Float(place.y - Double(row)))
  }

  /// Whether one of them shows nothing, in an image of that width.
  func touches(_ isInvalid: UnsafeBufferPointer<Bool>, width: Int) -> Bool {
    guard first >= 0 else { return false }
    return (0..<4).contains { row in
      (0..<4).contains { isInvalid[Int(first) + row * width + $0] }
    }
  }
}
