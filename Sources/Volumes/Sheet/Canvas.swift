// SPDX-License-Identifier: Apache-2.0

import Imaging

/// A picture that is drawn on, black at first.
struct Canvas {
  /// Pixels of a dot of its text.
  static let dot = 2
  /// Rows of a line of text.
  static let lineHeight = (PixelText.height + 2) * dot

  let size: ImageSize
  private var samples: [UInt8]

  init(_ size: ImageSize) {
    self.size = size
    samples = [UInt8](repeating: 0, count: 3 * size.pixelCount)
  }

  var image: Image { Image(size: size, colorModel: .rgb, samples: .uint8(samples)) }

  /// Columns of a text.
  static func width(of text: String) -> Int { PixelText(text).width * dot }

  /// Puts a picture with its upper left corner at a place; what lies beyond the canvas is cut off.
  mutating func draw(_ picture: Image, x: Int, y: Int) {
    guard case .uint8(let colors) = picture.displayed.samples else { return }
    for row in 0..<picture.size.height {
      for column in 0..<picture.size.width {
        let at = 3 * (row * picture.size.width + column)
        put(x + column, y + row, colors[at..<at + 3])
      }
    }
  }

  /// Writes in white with a black rim, with its upper left corner at a place.
  mutating func write(_ text: String, x: Int, y: Int) {
    let text = PixelText(text)
    let ink = (0..<PixelText.height).flatMap { row in
      (0..<text.width).filter { text.isInk($0, row) }.map { (column: $0, row: row) }
    }
    let rim = Self.dot / 2
    for dot in ink {
      square(x + dot.column * Self.dot - rim, y + dot.row * Self.dot - rim, Self.dot + 2 * rim, 0)
    }
    for dot in ink { square(x + dot.column * Self.dot, y + dot.row * Self.dot, Self.dot, 255) }
  }

  private mutating func square(_ x: Int, _ y: Int, _ side: Int, _ level: UInt8) {
    for row in 0..<side {
      for column in 0..<side { put(x + column, y + row, [level, level, level]) }
    }
  }

  /// A white bar.
  mutating func fill(x: Int, y: Int, width: Int, height: Int) {
    for row in 0..<height {
      for column in 0..<width { put(x + column, y + row, [255, 255, 255]) }
    }
  }

  private mutating func put(_ x: Int, _ y: Int, _ color: ArraySlice<UInt8>) {
    guard (0..<size.width).contains(x), (0..<size.height).contains(y) else { return }
    samples.replaceSubrange(3 * (y * size.width + x)..<3 * (y * size.width + x) + 3, with: color)
  }
}

extension Image {
  /// The picture in RGB of 8 bits, black where it is not-a-number.
  var displayed: Image {
    isGray ? Image(heat: luminance(), palette: .whiteHot) : converted(to: .uint8)
  }
}
