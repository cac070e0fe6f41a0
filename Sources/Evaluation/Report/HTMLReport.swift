// SPDX-License-Identifier: Apache-2.0

import FusionMetrics
import Reporting

/// A page in one file, which loads nothing: the table, a bar chart a metric, the best and worst
/// images, a slider between two pictures of a scene, and all pictures with their scores.
struct HTMLReport {
  let table: ScoreTable
  let gallery: Gallery

  init(_ table: ScoreTable, _ gallery: Gallery) {
    (self.table, self.gallery) = (table, gallery)
  }

  /// The page.
  var text: String {
    let notes = table.notes.map { "<p class=\"note\">\($0.escaped)</p>" }.joined(separator: "\n")
    return Page(
      title: "Fusion scores",
      lead: "Profile <code>\(table.profile.rawValue)</code>. \(legend)",
      sections: [
        .init(nil, scores), .init(nil, notes), .init(nil, comparisons),
        .init("Means", chartGrid(charts)),
        .init("Compare", slider), .init("Best and worst images", extremes),
        .init("Images", pictures),
      ], script: hasPictures ? sliderScript : "", style: hasPictures ? sliderStyle : ""
    ).html
  }

  /// Whether there is anything to look at.
  var hasPictures: Bool { !gallery.pairs.isEmpty }

  private var legend: String {
    table.rows.count > 1
      ? "Means over the images; the best is bold, the second best underlined."
      : "Scores of each image, and their means."
  }

  /// One bar chart a metric, a bar a method; published means stand back.
  private var charts: [BarChart] {
    table.metrics.map { metric in
      let bars = table.rows.map { row in
        BarChart.Bar(
          name: row.name, value: row.mean(of: metric) ?? .nan,
          text: metric.text(row.mean(of: metric), row.origin), isMuted: row.origin == .published)
      }
      return BarChart("\(metric.heading), \(metric.title)", bars)
    }
  }
}
