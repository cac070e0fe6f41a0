// SPDX-License-Identifier: Apache-2.0

/// Numbers and degrees in dots, 5 by 7 a character.
struct PixelText {
  /// Rows of a line.
  static let height = 7
  /// Columns of a character with the gap after it.
  private static let advance = 6

  /// Rows from top to bottom, of which the highest of five bits is the leftmost column.
  private static let glyphs: [Character: [UInt8]] = [
    "0": [14, 17, 19, 21, 25, 17, 14], "1": [4, 12, 4, 4, 4, 4, 14],
    "2": [14, 17, 1, 2, 4, 8, 31], "3": [31, 2, 4, 2, 1, 17, 14],
    "4": [2, 6, 10, 18, 31, 2, 2], "5": [31, 16, 30, 1, 1, 17, 14],
    "6": [6, 8, 16, 30, 17, 17, 14], "7": [31, 1, 2, 4, 8, 8, 8],
    "8": [14, 17, 17, 14, 17, 17, 14], "9": [14, 17, 17, 15, 1, 2, 12],
    "-": [0, 0, 0, 31, 0, 0, 0], ".": [0, 0, 0, 0, 0, 12, 12],
    "°": [12, 18, 18, 12, 0, 0, 0], "C": [14, 17, 16, 16, 16, 17, 14],
    "F": [31, 16, 16, 30, 16, 16, 16],
  ]

  private let rows: [[UInt8]]

  /// Characters that are not known are blank.
  init(_ text: String) { rows = text.map { Self.glyphs[$0] ?? [] } }

  /// Columns of the text.
  var width: Int { rows.count * Self.advance }

  /// Whether a dot is part of a character.
  func isInk(_ x: Int, _ y: Int) -> Bool {
    guard x >= 0, x < width, y >= 0, y < Self.height else { return false }
    let (index, column) = x.quotientAndRemainder(dividingBy: Self.advance)
    return column < 5 && !rows[index].isEmpty && rows[index][y] >> (4 - column) & 1 == 1
  }
}
