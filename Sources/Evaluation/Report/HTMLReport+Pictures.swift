// SPDX-License-Identifier: Apache-2.0

import FusionMetrics
import Reporting

extension HTMLReport {
  /// Two pictures of a pair on top of each other, the right one cut off at a movable line; empty
  /// without pictures.
  var slider: String {
    guard hasPictures else { return "" }
    let pairs = options(gallery.pairs.map(\.name), selected: 0)
    let pictures = ["first source", "second source"] + table.measuredRows.map(\.name)
    return """
      <p><label>Scene <select id="scene">\(pairs)</select></label>
      <label>Left <select id="left">\(options(pictures, selected: 2))</select></label>
      <label>Right <select id="right">\(options(pictures, selected: pictures.count > 3 ? 3 : 0))\
      </select></label>
      <label>Line <input id="split" type="range" min="0" max="100" value="50"></label></p>
      <div id="compare"><img id="compare-left" alt="left"><img id="compare-right" alt="right">\
      <div id="line"></div></div>
      <p><output id="shown"></output></p>
      """
  }

  /// Every pair's pictures, to which the table of extremes and the slider lead.
  var pictures: String {
    gallery.pairs.enumerated().map(section).joined(separator: "\n")
  }

  private func options(_ names: [String], selected: Int) -> String {
    names.enumerated().map { index, name in
      "<option value=\"\(index)\"\(index == selected ? " selected" : "")>\(name.escaped)</option>"
    }
    .joined()
  }

  private func section(_ index: Int, _ pair: Gallery.PairPictures) -> String {
    let results = zip(pair.fused, table.measuredRows).enumerated().map { number, result in
      figure(result.0, number + 2, result.1.name, scores(of: pair.name, in: result.1))
    }
    let figures =
      [figure(pair.first, 0, "first source"), figure(pair.second, 1, "second source")] + results
    return """
      <section class="pictures" id="scene-\(index)"><h3>\(pair.name.escaped)</h3>
      \(figures.joined(separator: "\n"))
      </section>
      """
  }

  private func figure(
    _ picture: Thumbnail, _ number: Int, _ name: String, _ scores: String? = nil
  ) -> String {
    PageFigure(url: picture.url, size: picture.size, name: name, details: scores, number: number)
      .html
  }

  private func scores(of name: String, in row: ScoreRow) -> String {
    let image = row.images.first { $0.name == name }
    return table.metrics.map { "\($0.name) \($0.text(image?[$0], .measured))" }
      .joined(separator: ", ")
  }
}
