// SPDX-License-Identifier: Apache-2.0

/// Curves against steps.
///
/// A line is the mean of neighboring steps, the band around it their least and greatest value. The
/// legend names each curve's newest value.
package struct LineChart: Chart {
  package let size = (width: 620.0, height: 280.0)

  private let name: String
  private let curves: [Curve]
  private let spans: [ChartSpan]
  private let number: Int
  private let steps: Axis
  private let values: Axis
  private let legend: ChartLegend

  private static let margin = (left: 58.0, right: 20.0, bottom: 30.0)

  /// Draws curves.
  /// - Parameters:
  ///   - name: What they have in common; the title says also where their axis is logarithmic.
  ///   - curves: At least one.
  ///   - spans: The named parts of the steps' axis in order, at least one.
  ///   - isLinear: Whether the values' axis must be linear.
  ///   - number: Tells the charts of one document apart.
  package init(
    _ name: String, _ curves: [Curve], spans: [ChartSpan], isLinear: Bool, number: Int
  ) {
    (self.name, self.curves, self.spans, self.number) = (name, curves, spans, number)
    let first = spans.first?.steps.lowerBound ?? 0
    let last = spans.last?.steps.upperBound ?? 1
    steps = Axis(.linear, from: Double(first), to: Double(last))
    values = Axis(fitting: curves, mustBeLinear: isLinear)
    legend = ChartLegend(curves, width: size.width - Self.margin.left)
  }

  package var title: String { name + (values.scale == .logarithmic ? " (log scale)" : "") }

  package var elements: String {
    let plot =
      "<clipPath id=\"plot\(number)\"><rect x=\"\(left - 3)\" y=\"\(top)\" width=\"\(right - left + 6)\""
      + " height=\"\(bottom - top)\"/></clipPath>"
    return
      ([
        svgText("title", 0, 15, title), legend.elements(x: left, y: 34), plot,
      ] + spans.enumerated().map(spanElements) + tickElements
      + ["<g clip-path=\"url(#plot\(number))\">"] + curves.enumerated().map(curveElements)
      + ["</g>"]).joined(separator: "\n")
  }

  // MARK: Places

  private var left: Double { Self.margin.left }
  private var right: Double { size.width - Self.margin.right }
  private var top: Double { 26 + legend.height }
  private var bottom: Double { size.height - Self.margin.bottom }

  private func x(_ step: Double) -> Double {
    left + steps.position(of: step) * (right - left)
  }

  /// A little room is left below and above the curves.
  private func y(_ value: Double) -> Double { y(at: values.position(of: value)) }

  private func y(at position: Double) -> Double {
    bottom - 6 - position * (bottom - top - 30)
  }

  // MARK: Parts

  private func spanElements(_ index: Int, _ span: ChartSpan) -> String {
    let start = index == 0 ? left : x(Double(span.steps.lowerBound))
    let line =
      "<line class=\"span\" x1=\"\(start.short)\" x2=\"\(start.short)\""
      + " y1=\"\(top.short)\" y2=\"\(bottom.short)\"/>"
    return (index == 0 ? "" : line) + svgText("span", start + 5, top + 12, span.name)
  }

  private var tickElements: [String] {
    let rows = values.ticks(5).map { tick in
      let row = y(at: tick.position).short
      return "<line class=\"grid\" x1=\"\(left)\" x2=\"\(right)\" y1=\"\(row)\" y2=\"\(row)\"/>"
        + svgText("tick end", left - 7, y(at: tick.position) + 4, tick.label)
    }
    let columns = steps.ticks(6).map {
      svgText("tick middle", left + $0.position * (right - left), bottom + 16, $0.label)
    }
    let base =
      "<line class=\"base\" x1=\"\(left)\" x2=\"\(right)\" y1=\"\(bottom)\" y2=\"\(bottom)\"/>"
    return rows + columns + [base, svgText("tick end", right, bottom + 28, "steps")]
  }

  private func curveElements(_ index: Int, _ curve: Curve) -> String {
    curve.segments.map { segmentElements(index % 8, $0) }.joined()
  }

  private func segmentElements(_ color: Int, _ points: [Curve.Point]) -> String {
    let line = path(points.map { ($0.step, $0.mean) })
    let outline = points.map { ($0.step, $0.high) } + points.reversed().map { ($0.step, $0.low) }
    let isSpread = points.contains { $0.low < $0.high }
    // So few points may be alone: a line through one of them would not be seen.
    let dots =
      points.count > 40
      ? []
      : points.map { point in
        "<circle class=\"dot\(color)\" cx=\"\(x(point.step).short)\""
          + " cy=\"\(y(point.mean).short)\" r=\"2.5\"/>"
      }
    return (isSpread ? "<path class=\"band\(color)\" d=\"\(path(outline))Z\"/>" : "")
      + "<path class=\"line\(color)\" d=\"\(line)\"/>" + dots.joined()
  }

  private func path(_ points: [(step: Double, value: Double)]) -> String {
    "M" + points.map { "\(x($0.step).short) \(y($0.value).short)" }.joined(separator: "L")
  }
}
