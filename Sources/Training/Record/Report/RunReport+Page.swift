// SPDX-License-Identifier: Apache-2.0

import Foundation
import Reporting

extension RunReport {
  /// The page.
  ///
  /// - Throws: ``TrainingError`` with `folder` for a picture that cannot be read.
  var page: Page {
    get throws(TrainingError) {
      Page(
        title: title, lead: summary.escaped,
        sections: [
          .init("Validation", validationTable), .init("Curves", chartGrid(charts)),
          .init("Pictures", try figures),
          .init("Settings", "<pre>\(configuration.escaped)</pre>"),
        ])
    }
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
    let names = Set(columns.flatMap(\.values.keys)).sorted()
    let lines = names.map { name in
      [name.escaped] + columns.map { $0.values[name].map { String(format: "%.5g", $0) } ?? "" }
    }
    return PageTable(
      header: [""] + columns.map { "\($0.phase), after step \($0.step)" }, rows: lines
    ).html
  }

  private var figures: String {
    get throws(TrainingError) {
      var figures: [String] = []
      for panel in panels {
        let url = dataURL(try PNGFile(path: panel.path).bytes, type: "image/png")
        figures.append(PageFigure(url: url, name: panel.caption).html)
      }
      return figures.joined(separator: "\n")
    }
  }
}
