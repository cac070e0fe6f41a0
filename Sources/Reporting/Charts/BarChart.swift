// SPDX-License-Identifier: Apache-2.0

/// Bars from zero beneath each other, the longest of them as long as the chart has room.
package struct BarChart: Chart {
  /// One number.
  package struct Bar: Equatable {
    /// What the number is of.
    package let name: String
    /// The length; a number that is not finite has no bar.
    package let value: Double
    /// The number as it is printed beside the bar.
    package let text: String
    /// Whether the bar stands back behind the others.
    package let isMuted: Bool

    /// A bar.
    package init(name: String, value: Double, text: String, isMuted: Bool = false) {
      (self.name, self.value, self.text, self.isMuted) = (name, value, text, isMuted)
    }
  }

  package let title: String
  /// From top to bottom.
  package let bars: [Bar]

  private static let step = 22.0
  private static let top = 28.0
  private static let left = 150.0
  private static let length = 190.0

  /// Draws bars.
  package init(_ title: String, _ bars: [Bar]) { (self.title, self.bars) = (title, bars) }

  package var size: (width: Double, height: Double) {
    (400, Self.top + Double(bars.count) * Self.step)
  }

  package var elements: String {
    let finite = bars.map(\.value).filter(\.isFinite)
    let (low, high) = (min(finite.min() ?? 0, 0), max(finite.max() ?? 0, 0))
    let scale = high > low ? Self.length / (high - low) : 0
    let lines = bars.enumerated().map { index, bar in
      line(bar, top: Self.top + Double(index) * Self.step, low: low, scale: scale)
    }
    return ([svgText("title", 0, 15, title)] + lines).joined(separator: "\n")
  }

  /// A name, a bar and a number.
  private func line(_ bar: Bar, top: Double, low: Double, scale: Double) -> String {
    let value = bar.value.isFinite ? bar.value : 0
    let start = Self.left + (min(value, 0) - low) * scale
    return svgText("name end", Self.left - 6, top + 12, bar.name)
      + "<rect class=\"\(bar.isMuted ? "muted" : "dot0")\" x=\"\(start.short)\" y=\"\(top.short)\""
      + " width=\"\((abs(value) * scale).short)\" height=\"16\"/>"
      + svgText("name", Self.left + Self.length + 6, top + 12, bar.text)
  }
}
