// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What is left of a run to look at: its curves, its numbers, pictures, and its settings.
struct RunReport {
  /// A picture with what it shows.
  struct Panel {
    let caption: String
    /// A PNG file.
    let path: String
  }

  /// The page's heading.
  var title = "Training run"
  /// The settings as JSON text, shown as they are.
  let configuration: String
  /// The run's numbers, in the order of their steps.
  let rows: [MetricsRow]
  /// Pictures, in the order in which they are shown.
  var panels: [Panel] = []
  /// Groups on a linear axis from 0, such as probabilities, by their names without the last part.
  /// Others get a logarithmic one where their values need it.
  var linearGroups: Set<String> = []

  /// Writes one HTML file that needs no other: curves and pictures are in it.
  ///
  /// - Throws: ``TrainingError`` with `folder` for a picture that cannot be read or a file that
  ///   cannot be written.
  func write(to path: String) throws(TrainingError) { try writeWhole(try page(), to: path) }

  /// Writes the curves alone, as one SVG file.
  ///
  /// - Throws: ``TrainingError`` with `folder`.
  func writeCurves(to path: String) throws(TrainingError) { try writeWhole(curves, to: path) }

  /// The run's phases with their steps.
  var phases: [PhaseSpan] { PhaseSpan.all(in: rows) }

  /// One chart for each group of numbers.
  var charts: [CurveChart] {
    CurveGroup.all(in: rows).enumerated().map { number, group in
      CurveChart(
        group, phases: phases, isLinear: linearGroups.contains(group.name), number: number)
    }
  }

  /// All charts in one SVG document, two in a row.
  private var curves: String {
    let (size, gap) = (CurveChart.size, 20.0)
    let charts = charts
    let columns = min(charts.count, 2)
    let (width, height) = (
      gap + Double(columns) * (size.width + gap),
      gap + Double((charts.count + 1) / 2) * (size.height + gap)
    )
    let groups = charts.enumerated().map { index, chart in
      let x = gap + Double(index % 2) * (size.width + gap)
      let y = gap + Double(index / 2) * (size.height + gap)
      return "<g transform=\"translate(\(x) \(y))\">\n\(chart.elements)\n</g>"
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" class="curves" width="\(width)" height="\(height)"
        viewBox="0 0 \(width) \(height)">
      <title>\(title.escaped)</title>
      <style>\(ChartStyle.css)</style>
      <rect class="paper" width="100%" height="100%"/>
      \(groups.joined(separator: "\n"))
      </svg>

      """
  }
}
