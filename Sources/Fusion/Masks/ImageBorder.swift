// SPDX-License-Identifier: Apache-2.0

import Imaging

/// A side of an image.
enum ImageSide: CaseIterable {
  case left, right, top, bottom
}

/// Positions along a side of an image, and depths from it inwards.
struct ImageBorder {
  let side: ImageSide
  let size: ImageSize
  /// How many positions the side has.
  let length: Int
  /// How many pixels there are from it to the opposite side.
  let depth: Int

  init(_ side: ImageSide, _ size: ImageSize) {
    (self.side, self.size) = (side, size)
    let isVertical = side == .left || side == .right
    (length, depth) = isVertical ? (size.height, size.width) : (size.width, size.height)
  }

  /// Where a pixel lies in a plane's values.
  func index(_ position: Int, _ depth: Int) -> Int {
    switch side {
    case .left: position * size.width + depth
    case .right: position * size.width + size.width - 1 - depth
    case .top: depth * size.width + position
    case .bottom: (size.height - 1 - depth) * size.width + position
    }
  }
}
