// SPDX-License-Identifier: Apache-2.0

/// The charts' colors and fonts, as CSS; light or dark as the reader has it.
///
/// Plain rules without variables, which not every SVG viewer knows.
enum ChartStyle {
  /// Colors that stay apart from each other for color-blind readers, too.
  private static let lightColors = [
    "#2a78d6", "#d9622b", "#1b9a72", "#8a5fd0", "#c2871a", "#c94f7c", "#3f8f2f", "#6b7280",
  ]
  private static let darkColors = [
    "#5b9df0", "#f08a58", "#3cc79b", "#b092f0", "#e0b04c", "#ea86a9", "#77c267", "#9aa3b2",
  ]

  /// The rules for elements in an `svg` of the class `chart`.
  static let css = """
    .chart text { font: 12px system-ui, -apple-system, "Segoe UI", sans-serif }
    .chart .title { font-weight: 600; font-size: 14px }
    .chart .tick, .chart .span { font-size: 11px }
    .chart .end { text-anchor: end }
    .chart .middle { text-anchor: middle }
    .chart path { fill: none; stroke-width: 1.8; stroke-linejoin: round }
    .chart .grid, .chart .base { stroke-width: 1 }
    .chart line.span { stroke-width: 1.2; stroke-dasharray: 4 3 }
    \(rules(lightColors, ink: "#1c2430", muted: "#667080", grid: "#e6e9ee", paper: "#ffffff"))
    @media (prefers-color-scheme: dark) {
    \(rules(darkColors, ink: "#e6e9ee", muted: "#98a2b2", grid: "#2c3440", paper: "#14181f"))
    }
    """

  private static func rules(
    _ colors: [String], ink: String, muted: String, grid: String, paper: String
  ) -> String {
    let curves = colors.enumerated().map { index, color in
      ".chart .line\(index) { stroke: \(color) } .chart .dot\(index) { fill: \(color) } "
        + ".chart .band\(index) { fill: \(color); fill-opacity: 0.18; stroke: none }"
    }
    return
      ([
        ".chart text { fill: \(ink) }",
        ".chart .tick, .chart text.span { fill: \(muted) }",
        ".chart .grid { stroke: \(grid) }",
        ".chart .base, .chart line.span { stroke: \(muted) }",
        ".chart .paper { fill: \(paper) }",
        ".chart rect.muted { fill: \(muted); fill-opacity: 0.55 }",
      ] + curves).joined(separator: "\n")
  }
}
