// SPDX-License-Identifier: Apache-2.0

/// A line on a terminal that is drawn over and over: progress.
enum StatusLine {
  /// Whether there is a terminal to draw on; elsewhere progress is to be told in plain lines.
  static var isShown: Bool { StandardError.isTerminal }

  /// Draws the line anew, cut to the terminal's width: a longer one would scroll at each step.
  static func show(_ text: String) {
    let columns = StandardError.columns ?? 80
    StandardError.draw("\r\u{1B}[K" + text.printable().cut(to: columns - 1))
  }

  /// Takes the line away, before other text is written.
  static func clear() {
    StandardError.draw("\r\u{1B}[K")
  }
}
