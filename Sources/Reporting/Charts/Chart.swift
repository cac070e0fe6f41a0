// SPDX-License-Identifier: Apache-2.0

/// A drawing of numbers, as elements of an SVG; ``ChartStyle`` has its colors.
package protocol Chart {
  /// What is drawn, in a few words.
  var title: String { get }
  /// The extent in SVG units, of which text is 12 high.
  var size: (width: Double, height: Double) { get }
  /// The elements, to be put into an `svg` or a `g`, the title among them.
  var elements: String { get }
}

extension Chart {
  /// The chart for a page.
  package var svg: String {
    """
    <svg class="chart" viewBox="0 0 \(size.width.short) \(size.height.short)" role="img" \
    aria-label="\(title.escaped)">
    \(elements)
    </svg>
    """
  }
}

/// Charts side by side, as many in a row as the reader's window holds; empty for none.
package func chartGrid(_ charts: [any Chart]) -> String {
  guard let widest = charts.map(\.size.width).max() else { return "" }
  return """
    <div class="charts" style="--least: \((0.8 * widest).short)px">
    \(charts.map(\.svg).joined(separator: "\n"))
    </div>
    """
}

/// All charts in one SVG document, two in a row, each as large as the first.
package func chartSheet(_ charts: [any Chart], title: String) -> String {
  let size = charts.first?.size ?? (width: 0, height: 0)
  let gap = 20.0
  let (width, height) = (
    gap + Double(min(charts.count, 2)) * (size.width + gap),
    gap + Double((charts.count + 1) / 2) * (size.height + gap)
  )
  let groups = charts.enumerated().map { index, chart in
    let x = gap + Double(index % 2) * (size.width + gap)
    let y = gap + Double(index / 2) * (size.height + gap)
    return "<g transform=\"translate(\(x) \(y))\">\n\(chart.elements)\n</g>"
  }
  return """
    <svg xmlns="http://www.w3.org/2000/svg" class="chart" width="\(width)" height="\(height)"
      viewBox="0 0 \(width) \(height)">
    <title>\(title.escaped)</title>
    <style>\(ChartStyle.css)</style>
    <rect class="paper" width="100%" height="100%"/>
    \(groups.joined(separator: "\n"))
    </svg>

    """
}
