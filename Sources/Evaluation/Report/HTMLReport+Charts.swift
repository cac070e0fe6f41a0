// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionMetrics

extension HTMLReport {
  /// One bar chart a metric, a bar a method.
  var charts: String {
    """
    <h2>Means</h2>
    <div class="charts">
    \(table.metrics.map(chart).joined(separator: "\n"))
    </div>
    """
  }

  /// Bars from zero, the longest of them as long as the chart is wide.
  private func chart(_ metric: Metric) -> String {
    let means = table.rows.map { $0.mean(of: metric) ?? .nan }
    let finite = means.filter(\.isFinite)
    let (low, high) = (min(finite.min() ?? 0, 0), max(finite.max() ?? 0, 0))
    let scale = high > low ? Bars.width / (high - low) : 0
    let bars = zip(table.rows, means).enumerated().map { index, bar in
      Bars.bar(
        bar.0, mean: bar.1, text: metric.text(bar.0.mean(of: metric), bar.0.origin),
        top: index * Bars.step, low: low, scale: scale)
    }
    return """
      <figure class="chart"><figcaption>\(metric.heading), \(htmlText(metric.title))</figcaption>
      <svg role="img" aria-label="\(metric.name)" viewBox="0 0 400 \(bars.count * Bars.step)">
      \(bars.joined(separator: "\n"))
      </svg></figure>
      """
  }
}

/// The lines of a chart of 400 units' width.
private enum Bars {
  static let step = 22
  static let width = 190.0
  private static let left = 150.0

  /// A name, a bar and a number.
  static func bar(
    _ row: ScoreRow, mean: Double, text: String, top: Int, low: Double, scale: Double
  ) -> String {
    let length = mean.isFinite ? abs(mean) * scale : 0
    let start = left + (min(mean.isFinite ? mean : 0, 0) - low) * scale
    return """
      <text x="\(left - 6)" y="\(top + 15)" text-anchor="end">\(htmlText(row.name))</text>\
      <rect class="\(row.origin.rawValue)" x="\(units(start))" y="\(top + 3)" \
      width="\(units(length))" height="16"/>\
      <text x="\(left + width + 6)" y="\(top + 15)">\(text)</text>
      """
  }

  private static func units(_ value: Double) -> String { String(format: "%.1f", value) }
}
