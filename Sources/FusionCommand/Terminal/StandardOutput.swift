// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Results, each written at once so that a reader at the other end of a pipe sees it.
///
/// All functions throw a ``TextStreamError`` where the text cannot be written whole: a disk is
/// full, the reader is gone, the stream was closed.
enum StandardOutput {
  private static let stream = TextStream(descriptor: STDOUT_FILENO, name: "standard output")

  /// Whether a person watches.
  static var isTerminal: Bool { stream.isTerminal }

  /// Writes a line, see ``Swift/String/printable(limit:)``.
  static func print(_ line: String) throws {
    try stream.write(line.printable() + "\n")
  }

  /// Writes lines, see ``Swift/String/printableLines(escape:)``.
  static func write(_ text: String) throws {
    try stream.write(text.printableLines())
  }

  /// Writes lines with bold and underlined words in them.
  static func write(styled text: String) throws {
    let codes = /\\u\{1B\}(\[[014]m)/
    try stream.write(text.printableLines().replacing(codes) { "\u{1B}\($0.1)" })
  }

  /// Writes JSON, which stays JSON.
  static func write(json: String) throws {
    try stream.write(json.printableLines(escape: .json))
  }
}
