// SPDX-License-Identifier: Apache-2.0

import Reporting

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
  func write(to path: String) throws(TrainingError) { try writeWhole(try page.html, to: path) }

  /// Writes the curves alone, as one SVG file.
  ///
  /// - Throws: ``TrainingError`` with `folder`.
  func writeCurves(to path: String) throws(TrainingError) {
    try writeWhole(chartSheet(charts, title: title), to: path)
  }

  /// The run's phases with their steps.
  var phases: [ChartSpan] { ChartSpan.all(in: rows) }

  /// One chart for each group of numbers.
  var charts: [LineChart] {
    CurveGroup.all(in: rows).enumerated().map { number, group in
      LineChart(
        group.title, group.curves, spans: phases, isLinear: linearGroups.contains(group.name),
        number: number)
    }
  }
}
