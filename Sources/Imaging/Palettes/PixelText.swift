// SPDX-License-Identifier: Apache-2.0

/// Numbers, capital letters and degrees in dots, 5 by 7 a character.
package struct PixelText {
  /// Rows of a line.
  package static let height = 7
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
    "A": [14, 17, 17, 31, 17, 17, 17], "B": [30, 17, 17, 30, 17, 17, 30],
    "D": [30, 17, 17, 17, 17, 17, 30], "E": [31, 16, 16, 30, 16, 16, 31],
    "G": [14, 17, 16, 23, 17, 17, 15], "H": [17, 17, 17, 31, 17, 17, 17],
    "I": [14, 4, 4, 4, 4, 4, 14], "J": [7, 2, 2, 2, 2, 18, 12],
    "K": [17, 18, 20, 24, 20, 18, 17], "L": [16, 16, 16, 16, 16, 16, 31],
    "M": [17, 27, 21, 21, 17, 17, 17], "N": [17, 17, 25, 21, 19, 17, 17],
    "O": [14, 17, 17, 17, 17, 17, 14], "P": [30, 17, 17, 30, 16, 16, 16],
    "Q": [14, 17, 17, 17, 21, 18, 13], "R": [30, 17, 17, 30, 20, 18, 17],
    "S": [15, 16, 16, 14, 1, 1, 30], "T": [31, 4, 4, 4, 4, 4, 4],
    "U": [17, 17, 17, 17, 17, 17, 14], "V": [17, 17, 17, 17, 17, 10, 4],
    "W": [17, 17, 17, 21, 21, 21, 10], "X": [17, 17, 10, 4, 10, 17, 17],
    "Y": [17, 17, 17, 10, 4, 4, 4], "Z": [31, 1, 2, 4, 8, 16, 31],
  ]

  private let rows: [[UInt8]]

  /// Characters that are not known are blank.
  package init(_ text: String) { rows = text.map { Self.glyphs[$0] ?? [] } }

  /// Columns of the text.
  package var width: Int { rows.count * Self.advance }

  /// Whether a dot is part of a character.
  package func isInk(_ x: Int, _ y: Int) -> Bool {
    guard x >= 0, x < width, y >= 0, y < Self.height else { return false }
    let (index, column) = x.quotientAndRemainder(dividingBy: Self.advance)
    return column < 5 && !rows[index].isEmpty && rows[index][y] >> (4 - column) & 1 == 1
  }
}
