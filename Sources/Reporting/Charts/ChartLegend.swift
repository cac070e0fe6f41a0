// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The names of a chart's curves with their newest values, in as many rows as they need.
struct ChartLegend {
  private let rows: [[(index: Int, text: String)]]

  /// Width of a letter, at most; SVG cannot be asked.
  private static let letter = 6.6
  private static let swatch = 30.0
  private static let rowHeight = 16.0

  init(_ curves: [Curve], width: Double) {
    var rows: [[(index: Int, text: String)]] = [[]]
    var used = 0.0
    for (index, curve) in curves.enumerated() {
      let text = "\(curve.name) \(String(format: "%.4g", curve.last))"
      let needed = Self.width(of: text)
      if used + needed > width, used > 0 {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append((index, text))
      used += needed
    }
    self.rows = rows
  }

  private static func width(of text: String) -> Double { swatch + letter * Double(text.count) }

  var height: Double { Double(rows.count) * Self.rowHeight }

  func elements(x: Double, y: Double) -> String {
    rows.enumerated().map { number, row in
      var left = x
      return row.map { entry in
        defer { left += Self.width(of: entry.text) }
        let middle = y + Double(number) * Self.rowHeight
        return
          "<path class=\"line\(entry.index % 8)\" d=\"M\(left.short) \((middle - 4).short)h14\"/>"
          + svgText("name", left + 19, middle, entry.text)
      }.joined()
    }.joined()
  }
}
