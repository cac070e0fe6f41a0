// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Messages for people, apart from results. Nothing fails because a message cannot be shown.
enum StandardError {
  private static let stream = TextStream(descriptor: STDERR_FILENO, name: "standard error")

  /// Whether a person watches.
  static var isTerminal: Bool { stream.isTerminal }

  /// Columns of the terminal; `nil` where there is none.
  static var columns: Int? { stream.columns }

  /// Writes a message as one line, see ``Swift/String/printable(limit:)``.
  static func print(_ message: String) {
    try? stream.write(message.printable() + "\n")
  }

  /// Writes our own text of several lines and a line end; strangers' text in it is escaped.
  static func print(lines: String) {
    try? stream.write(lines.printableLines() + "\n")
  }

  /// Writes text as it is, with a terminal's codes in it: what draws over lines needs them.
  static func draw(_ text: String) {
    try? stream.write(text)
  }
}
