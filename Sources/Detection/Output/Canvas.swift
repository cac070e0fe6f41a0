// SPDX-License-Identifier: Apache-2.0

import Imaging

/// A color picture of 8 bits to draw on. What lies outside of it is left out.
struct Canvas {
  /// Red, green, blue.
  typealias Color = (UInt8, UInt8, UInt8)

  private let size: ImageSize
  private var pixels: [UInt8]

  /// The image as its luminance and color show it, without alpha; see ``Image/shown8Bits``.
  init(_ image: Image) {
    size = image.size
    guard case .uint8(let values) = image.shown8Bits.samples else {
      preconditionFailure("an image of 8 bits has other samples")
    }
    pixels = image.colorModel == .rgb ? values : values.flatMap { [$0, $0, $0] }
  }

  /// The picture.
  var image: Image { Image(size: size, colorModel: .rgb, samples: .uint8(pixels)) }

  /// Fills a rectangle.
  mutating func fill(_ columns: Range<Int>, _ rows: Range<Int>, _ color: Color) {
    for y in rows.clamped(to: 0..<size.height) {
      for x in columns.clamped(to: 0..<size.width) {
        let start = 3 * (y * size.width + x)
        (pixels[start], pixels[start + 1], pixels[start + 2]) = color
      }
    }
  }

  /// Draws the border of a rectangle, `thickness` pixels inwards.
  mutating func frame(_ columns: Range<Int>, _ rows: Range<Int>, thickness: Int, _ color: Color) {
    let (top, left) = (rows.prefix(thickness), columns.prefix(thickness))
    let (bottom, right) = (rows.suffix(thickness), columns.suffix(thickness))
    for part in [top, bottom] { fill(columns, part, color) }
    for part in [left, right] { fill(part, rows, color) }
  }

  /// Writes a line whose upper left corner is there, in ``PixelFont``, `scale` pixels for each of
  /// its.
  mutating func write(_ text: String, x: Int, y: Int, scale: Int, _ color: Color) {
    for (index, character) in text.enumerated() {
      let left = x + index * PixelFont.advance * scale
      for (row, bits) in PixelFont.rows(of: character).enumerated() {
        for column in 0..<PixelFont.width where bits >> (PixelFont.width - 1 - column) & 1 == 1 {
          let (x, y) = (left + column * scale, y + row * scale)
          fill(x..<x + scale, y..<y + scale, color)
        }
      }
    }
  }
}

extension Image {
  /// The image in 8 bits; one of more bits, or of floats outside 0...1, by the range that it uses.
  var shown8Bits: Image {
    (foundRange().map(mapped(to:)) ?? self).converted(to: .uint8)
  }
}
