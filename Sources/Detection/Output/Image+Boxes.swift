// SPDX-License-Identifier: Apache-2.0

public import Imaging

extension Image {
  /// The picture with a rectangle around each box, which has its class's color, and above it, or
  /// inside where there is no room, the class's name and the score.
  ///
  /// - Parameters:
  ///   - boxes: The boxes, in pixels of this image. The first one lies on top.
  ///   - names: The classes' names by their numbers.
  /// - Returns: RGB of 8 bits, without alpha.
  public func drawing(_ boxes: [DetectedBox], names: [String]) -> Image {
    var canvas = Canvas(self)
    // The same to the eye in a thumbnail and in a picture of many pixels.
    let scale = max(1, min(size.width, size.height) / 360)
    for box in boxes.reversed() { canvas.draw(box, names, scale: scale, within: size) }
    return canvas.image
  }
}

extension Canvas {
  /// Colors that the color-blind tell apart, too (Okabe and Ito 2008); light, for dark pictures.
  private static let colors: [Color] = [
    (230, 159, 0), (86, 180, 233), (240, 228, 66), (0, 158, 115), (204, 121, 167), (213, 94, 0),
  ]

  fileprivate mutating func draw(
    _ found: DetectedBox, _ names: [String], scale: Int, within size: ImageSize
  ) {
    let color = Self.colors[found.classIndex % Self.colors.count]
    let columns = found.box.columns
    let rows = found.box.rows
    frame(columns, rows, thickness: scale, color)
    let name = names.indices.contains(found.classIndex) ? names[found.classIndex] : "?"
    let percent = Int((100 * found.score).rounded())
    let text = "\(name) .\(percent < 10 ? "0" : "")\(min(percent, 99))"
    let (width, height) = (
      (text.count * PixelFont.advance + 1) * scale, (PixelFont.height + 2) * scale
    )
    // Inside of the picture as far as it goes.
    let left = max(0, min(columns.lowerBound, size.width - width))
    let top = rows.lowerBound >= height ? rows.lowerBound - height : rows.lowerBound
    fill(left..<left + width, top..<top + height, color)
    write(text, x: left + scale, y: top + scale, scale: scale, (0, 0, 0))
  }
}

extension Box {
  /// The columns of pixels that it covers, at least one.
  fileprivate var columns: Range<Int> { pixels(x0, x1) }

  /// The rows of pixels that it covers, at least one.
  fileprivate var rows: Range<Int> { pixels(y0, y1) }

  private func pixels(_ low: Double, _ high: Double) -> Range<Int> {
    // Whatever the numbers, these can be held; the canvas leaves out what lies outside of it.
    func held(_ value: Double) -> Int { Int(min(max(-1e9, value), 1e9)) }
    let first = held(low.rounded(.down))
    return first..<max(first + 1, held(high.rounded(.up)))
  }
}
