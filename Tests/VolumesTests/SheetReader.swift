// SPDX-License-Identifier: Apache-2.0

import Imaging
import Testing

/// A sheet of slices as one reads it who has the picture alone: its cells, and the bar beside a
/// row.
struct SheetReader {
  typealias Color = SIMD3<Int>
  /// What the bar of a row says.
  struct Bar {
    /// From the hottest to the coldest, a row of pixels each.
    let colors: [Color]
    /// The numbers at the ends.
    let low, high: Float

    /// What one row of pixels stands for.
    var step: Float { (high - low) / Float(colors.count - 1) }

    /// The value of which a color is the nearest one.
    func value(of color: Color) -> Float {
      let distances = colors.map { (($0 &- color) &* ($0 &- color)).wrappedSum() }
      let row = distances.indices.min { distances[$0] < distances[$1] } ?? 0
      return high - step * Float(row)
    }
  }

  let columns: Int
  let cell: ImageSize
  private let size: ImageSize
  private let samples: [UInt8]
  private static let gap = 6

  init(_ sheet: Image, columns: Int, cell: ImageSize) throws {
    guard case .uint8(let samples) = sheet.samples, sheet.colorModel == .rgb else {
      throw NotRead(what: "a sheet of \(sheet.samples.depth)")
    }
    (self.columns, self.cell, size, self.samples) = (columns, cell, sheet.size, samples)
  }

  /// A pixel of a cell; rows are base, overlay and fused.
  func color(_ x: Int, _ y: Int, row: Int, column: Int = 0) -> Color {
    pixel(column * (cell.width + Self.gap) + x, top(row) + y)
  }

  /// The bar of a row: its colors lie between the outermost ticks, at which the numbers stand.
  func bar(row: Int) throws -> Bar {
    let left = columns * (cell.width + Self.gap)
    let ticks = (0..<cell.height).filter { isInk(left + 15, top(row) + $0) }
    guard let first = ticks.first, let last = ticks.last, last > first + 2 else {
      throw NotRead(what: "no ticks in row \(row)")
    }
    return Bar(
      colors: (first + 1..<last).map { pixel(left + 5, top(row) + $0) },
      low: try number(left + 20, top(row) + last), high: try number(left + 20, top(row) + first))
  }

  /// A number of a bar: from a column on, about a row.
  private func number(_ x: Int, _ y: Int) throws -> Float {
    var text = ""
    // Beyond the bar, which is white, the sheet is black.
    while !isInk(x + 6 * text.count + 4, y - PixelText.height / 2 - 1) {
      let dots = (0..<PixelText.height).flatMap { row in
        (0..<5).map { isInk(x + 6 * text.count + $0, y - PixelText.height / 2 + row) }
      }
      guard dots.contains(true) else { break }
      let known = "0123456789.-".first { character in
        let glyph = PixelText(String(character))
        return dots.indices.allSatisfy { dots[$0] == glyph.isInk($0 % 5, $0 / 5) }
      }
      guard let known else { throw NotRead(what: "a character behind \(text)") }
      text.append(known)
    }
    guard let number = Float(text) else { throw NotRead(what: "no number: \(text)") }
    return number
  }

  private func top(_ row: Int) -> Int { row * (cell.height + Self.gap) }

  private func isInk(_ x: Int, _ y: Int) -> Bool {
    x < size.width && pixel(x, y) == Color(repeating: 0)
  }

  private func pixel(_ x: Int, _ y: Int) -> Color {
    let at = 3 * (y * size.width + x)
    return Color(Int(samples[at]), Int(samples[at + 1]), Int(samples[at + 2]))
  }

  struct NotRead: Error { let what: String }
}
