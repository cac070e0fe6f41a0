// SPDX-License-Identifier: Apache-2.0

extension Image {
  /// A palette from top, hot, to bottom, cold, on white, with what both ends stand for: in degrees
  /// Celsius where the range's unit is known, else in the image's own units.
  /// - Parameters:
  ///   - palette: The colors.
  ///   - height: The picture's height, 1 or more; below 20 there is no room for text.
  ///   - range: What the ends stand for.
  /// - Returns: An RGB picture of 8 bits, as wide as its text.
  /// - Precondition: `height` is 1 or more.
  public static func colorBar(_ palette: Palette, height: Int, range: BrightnessRange) -> Image {
    precondition(height > 0, "colorBar: height \(height)")
    return ColorBar(palette: palette, height: height, range: range).image
  }
}

/// A color bar as it is drawn: the colors, and right of them two lines of text.
private struct ColorBar {
  let palette: Palette
  let height: Int
  let range: BrightnessRange

  /// Pixels of a dot of the text.
  private var scale: Int { max(1, height / 240) }
  private var barWidth: Int { 12 * scale }

  var image: Image {
    let (high, low) = (PixelText(range.labels.high), PixelText(range.labels.low))
    let width = barWidth + (max(high.width, low.width) + 3) * scale
    let last = height - PixelText.height * scale
    func color(_ x: Int, _ y: Int) -> RGB {
      if x < barWidth { return palette.color(at: 1 - Float(y) / Float(max(height - 1, 1))) }
      let column = (x - barWidth) / scale - 3
      let isInk =
        height >= 20
        && (high.isInk(column, y / scale) || y >= last && low.isInk(column, (y - last) / scale))
      return (isInk ? Palette.blackHot : .whiteHot).color(at: 1)
    }
    let colors = (0..<height * width).map { color($0 % width, $0 / width) }
    return Image(
      size: ImageSize(width: width, height: height), colorModel: .rgb,
      samples: .uint8(stored(colors)))
  }
}
