// SPDX-License-Identifier: Apache-2.0

extension Image {
  /// A palette from top, hot, to bottom, cold, on white, with what its colors stand for: in degrees
  /// where the range's unit is known, else in the file's own units. Numbers stand at both ends, and
  /// round ones in between.
  /// - Parameters:
  ///   - palette: The colors.
  ///   - height: The picture's height, 1 or more; below 20 there is no room for text.
  ///   - range: What the ends stand for.
  ///   - scale: The degrees.
  ///   - part: Which part of the palette is shown, within 0...1.
  /// - Returns: An RGB picture of 8 bits, as wide as its text.
  /// - Precondition: `height` is 1 or more.
  public static func colorBar(
    _ palette: Palette, height: Int, range: BrightnessRange, scale: TemperatureScale = .celsius,
    part: ClosedRange<Float> = 0...1
  ) -> Image {
    precondition(height > 0, "colorBar: height \(height)")
    return ColorBar(palette: palette, part: part, height: height, range: range, scale: scale).image
  }
}

/// A color bar as it is drawn, in a thin frame that shows where it ends: the colors, and right of
/// them ticks and numbers, which have room above and below.
private struct ColorBar {
  /// Dots between the picture's edge and its content, of a tick, and before and behind a number.
  private static let (margin, tick, gap) = (2, 3, 3)
  /// Dots of the colors' width, with the frame.
  private static let colorsWidth = 14

  private let palette: Palette
  private let part: ClosedRange<Float>
  private let height: Int
  /// Pixels of a dot.
  private let dot: Int
  /// Rows of the colors, with the frame.
  private let rows: Range<Int>
  private let marks: [(row: Int, text: PixelText)]

  init(
    palette: Palette, part: ClosedRange<Float>, height: Int, range: BrightnessRange,
    scale: TemperatureScale
  ) {
    (self.palette, self.part, self.height) = (palette, part, height)
    let dot = max(1, height / 240)
    let line = PixelText.height * dot
    let hasText = height >= 20
    let edge = hasText ? line / 2 + Self.margin * dot : 0
    let rows = edge..<height - edge
    (self.dot, self.rows) = (dot, rows)
    let scale = BarScale(range, scale, room: rows.count / (2 * line))
    marks = (hasText ? scale.marks : []).map { mark in
      let below = (Float(rows.count - dot) * mark.place).rounded()
      return (rows.upperBound - dot - Int(below), PixelText(mark.text))
    }
  }

  var image: Image {
    let text = marks.map(\.text.width).max() ?? 0
    let columns = Self.colorsWidth + (text > 0 ? Self.tick + Self.gap + text + Self.margin : 0)
    let size = ImageSize(width: columns * dot, height: height)
    let colors = (0..<size.pixelCount).map { color($0 % size.width, $0 / size.width) }
    return Image(size: size, colorModel: .rgb, samples: .uint8(stored(colors)))
  }

  private func color(_ x: Int, _ y: Int) -> RGB {
    let column = x / dot
    let (black, white) = (Palette.whiteHot.color(at: 0), Palette.whiteHot.color(at: 1))
    guard column < Self.colorsWidth else { return isInk(column, y) ? black : white }
    guard rows.contains(y) else { return white }
    // Of a single row the frame is all there is.
    let inner = rows.dropFirst(dot).dropLast(dot)
    guard inner.contains(y), (1..<Self.colorsWidth - 1).contains(column) else { return black }
    let heat = 1 - Float(y - inner.lowerBound) / Float(max(inner.count - 1, 1))
    return palette.color(at: part.lowerBound + heat * (part.upperBound - part.lowerBound))
  }

  /// Whether a dot right of the colors is part of a tick or a number.
  private func isInk(_ column: Int, _ y: Int) -> Bool {
    marks.contains { row, text in
      if column < Self.colorsWidth + Self.tick { return (row..<row + dot).contains(y) }
      let (top, left) = (row - PixelText.height / 2 * dot, Self.colorsWidth + Self.tick + Self.gap)
      return y >= top && text.isInk(column - left, (y - top) / dot)
    }
  }
}
