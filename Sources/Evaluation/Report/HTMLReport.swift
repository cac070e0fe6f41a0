// SPDX-License-Identifier: Apache-2.0

import FusionMetrics

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
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Fusion scores</title>
    <style>
    \(reportStyle)
    </style>
    </head>
    <body>
    <h1>Fusion scores</h1>
    <p>Profile <code>\(table.profile.rawValue)</code>. \(legend)</p>
    \(sections.joined(separator: "\n"))
    </body>
    </html>

    """
  }

  private var legend: String {
    table.rows.count > 1
      ? "Means over all images; the best is bold, the second best underlined."
      : "Scores of each image, and their means."
  }

  private var sections: [String] {
    let notes = table.notes.map { "<p class=\"note\">\(htmlText($0))</p>" }
    let hasPictures = !gallery.scenes.isEmpty
    return [scores] + notes + [comparisons, charts] + (hasPictures ? [slider] : [])
      + [extremes] + (hasPictures ? [pictures] : [])
  }
}

/// Text for between tags and within quotes.
func htmlText(_ text: String) -> String {
  text.reduce(into: "") { result, letter in
    switch letter {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    default: result.append(letter)
    }
  }
}
