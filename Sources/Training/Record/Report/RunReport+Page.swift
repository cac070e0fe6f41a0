// SPDX-License-Identifier: Apache-2.0

import Foundation

extension RunReport {
  /// The HTML page.
  func page() throws(TrainingError) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title.escaped)</title>
    <style>\(Self.style)
    \(ChartStyle.css)</style>
    </head>
    <body>
    <h1>\(title.escaped)</h1>
    <p>\(summary.escaped)</p>
    \(section("Validation", validationTable))
    \(section("Curves", chartElements))
    \(section("Pictures", try figures()))
    \(section("Settings", "<pre>\(configuration.escaped)</pre>"))
    </body>
    </html>

    """
  }

  private func section(_ title: String, _ content: String) -> String {
    content.isEmpty ? "" : "<section>\n<h2>\(title)</h2>\n\(content)\n</section>"
  }

  /// The phases and their steps, in one line.
  private var summary: String {
    guard let last = phases.last else { return "No step was recorded." }
    let spans = phases.map { "\($0.name) \($0.steps.lowerBound) to \($0.steps.upperBound)" }
    return "\(last.steps.upperBound) steps: \(spans.joined(separator: ", "))."
  }

  /// The last validation of each phase.
  private var validationTable: String {
    let columns = phases.compactMap { phase in
      rows.last { $0.kind == .validation && $0.phase == phase.name }
    }
    guard !columns.isEmpty else { return "" }
    let heads = columns.map { "<th>\($0.phase.escaped), after step \($0.step)</th>" }
    let names = Set(columns.flatMap(\.values.keys)).sorted()
    let lines = names.map { name in
      let cells = columns.map { row in
        row.values[name].map { String(format: "%.5g", $0) } ?? ""
      }
      return "<tr><th>\(name.escaped)</th>\(cells.map { "<td>\($0)</td>" }.joined())</tr>"
    }
    return
      "<table>\n<tr><th></th>\(heads.joined())</tr>\n\(lines.joined(separator: "\n"))\n</table>"
  }

  private var chartElements: String {
    let (width, height) = (Int(CurveChart.size.width), Int(CurveChart.size.height))
    let charts = charts.map {
      "<svg class=\"curves\" viewBox=\"0 0 \(width) \(height)\" role=\"img\">\n\($0.elements)\n</svg>"
    }
    return charts.isEmpty
      ? "" : "<div class=\"charts\">\n\(charts.joined(separator: "\n"))\n</div>"
  }

  private func figures() throws(TrainingError) -> String {
    var figures: [String] = []
    for panel in panels {
      let data = Data(try PNGFile(path: panel.path).bytes).base64EncodedString()
      let caption = panel.caption.escaped
      figures.append(
        "<figure><img alt=\"\(caption)\" src=\"data:image/png;base64,\(data)\">"
          + "<figcaption>\(caption)</figcaption></figure>")
    }
    return figures.joined(separator: "\n")
  }

  private static let style = """
    :root { color-scheme: light dark }
    body { font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; max-width: 1280px;
      margin: 2rem auto; padding: 0 1.25rem; color: #1c2430; background: #ffffff }
    h1 { font-size: 1.6rem; margin: 0 }
    h2 { font-size: 1.15rem; margin: 2.5rem 0 0.75rem }
    p { color: #667080; margin: 0.25rem 0 }
    .charts { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit,
      minmax(min(100%, 460px), 1fr)) }
    .charts svg { width: 100%; height: auto }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums }
    th, td { padding: 0.3rem 1.2rem 0.3rem 0; border-bottom: 1px solid #e6e9ee }
    th { text-align: left; font-weight: 500 }
    tr:first-child th { color: #667080; font-size: 0.87rem }
    td, tr:first-child th + th { text-align: right }
    figure { margin: 0 0 1.5rem }
    img { max-width: 100% }
    figcaption { color: #667080; font-size: 0.87rem }
    pre { font-size: 0.82rem; padding: 1rem; overflow-x: auto; border: 1px solid #e6e9ee;
      border-radius: 6px }
    @media (prefers-color-scheme: dark) {
      body { color: #e6e9ee; background: #14181f }
      p, figcaption, tr:first-child th { color: #98a2b2 }
      th, td, pre { border-color: #2c3440 }
    }
    """
}
