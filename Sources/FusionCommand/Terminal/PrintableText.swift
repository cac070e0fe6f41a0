// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Text that a stranger may have had a hand in (names of files, metadata of weights, messages that
/// quote them), made safe for a terminal: what it would obey instead of showing is spelled out.
extension String {
  /// How a character is spelled out.
  enum Escape {
    /// `\u{1B}`
    case braces
    /// `\u001B`, which a reader of JSON takes for the character.
    case json
  }

  /// The text as (a part of) one line: control characters, line ends among them, and those that
  /// set the direction of writing are spelled out.
  ///
  /// - Parameter limit: The most characters of the text; what is over is cut off and counted.
  /// - Returns: The line.
  func printable(limit: Int = 2000) -> String {
    let text = cut(to: limit)
    return text.escaped(.braces, sparing: "")
      + (text.utf8.count < utf8.count ? "... (\(unicodeScalars.count) characters)" : "")
  }

  /// The same for a text of lines, whose line ends and tabs stay.
  func printableLines(escape: Escape = .braces) -> String {
    escaped(escape, sparing: "\n\t")
  }

  /// Its first `limit` characters; a letter and the marks on it may be parted.
  func cut(to limit: Int) -> String {
    String(String.UnicodeScalarView(unicodeScalars.prefix(limit)))
  }

  private func escaped(_ escape: Escape, sparing spared: String) -> String {
    let spared = spared.unicodeScalars
    guard unicodeScalars.contains(where: { $0.isObeyed && !spared.contains($0) }) else {
      return self
    }
    return unicodeScalars.reduce(into: "") { text, scalar in
      if scalar.isObeyed && !spared.contains(scalar) {
        text += scalar.spelled(escape)
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }
}

extension Unicode.Scalar {
  /// Whether a terminal does something at it other than showing it.
  fileprivate var isObeyed: Bool {
    guard value >= 0x7F else { return value < 0x20 }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    default: return properties.isBidiControl
    }
  }

  /// All obeyed characters are of the basic plane, whose numbers have four digits at most.
  fileprivate func spelled(_ escape: String.Escape) -> String {
    switch escape {
    case .braces: "\\u{\(String(value, radix: 16, uppercase: true))}"
    case .json: String(format: "\\u%04X", value)
    }
  }
}
