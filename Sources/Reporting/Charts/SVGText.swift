// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A piece of text in an SVG, with the classes of its style.
func svgText(_ style: String, _ x: Double, _ y: Double, _ content: String) -> String {
  "<text class=\"\(style)\" x=\"\(x.short)\" y=\"\(y.short)\">\(content.escaped)</text>"
}

extension Double {
  /// One decimal: SVG places need no more.
  var short: String { String(format: "%.1f", self) }
}

extension String {
  /// The text for HTML and SVG, between tags and within quotes: XML's own characters replaced.
  package var escaped: String {
    reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
  }
}
