// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import Reporting
import TestSupport
import Testing

@testable import Training

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("run report", .tags(.unit))
struct RunReportTests {
  /// Two phases of 500 and 300 steps, validated every 100.
  private var rows: [MetricsRow] {
    (1...800).flatMap { step in
      let phase = step <= 500 ? "reconstruction" : "fusion"
      let loss = 10 / Double(step)
      let training = MetricsRow(
        .training, phase: phase, step: step,
        values: ["loss/total": loss, "loss/<a & b>": 2, "rate": step == 7 ? .nan : 0.5])
      let validation = MetricsRow(
        .validation, phase: phase, step: step, values: ["SSIM": Double(step) / 1000])
      return step % 100 == 0 ? [training, validation] : [training]
    }
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  @Test("the page holds settings, numbers, curves and pictures, and needs no other file")
  func page() throws {
    try withTemporaryFolder { folder in
      let picture = "\(folder)/panel.png"
      try Image(size: ImageSize(width: 2, height: 1), colorModel: .gray, samples: .uint8([0, 255]))
        .write(to: picture)
      let report = RunReport(
        configuration: "{\"name\": \"<fast & good>\"}", rows: rows,
        panels: [.init(caption: "a street & a car", path: picture)])
      try report.write(to: "\(folder)/report.html")
      let page = try text("\(folder)/report.html")
      #expect(page.contains("{&quot;name&quot;: &quot;&lt;fast &amp; good&gt;&quot;}"))
      #expect(page.contains("800 steps: reconstruction 1 to 500, fusion 501 to 800."))
      #expect(page.contains("<th>SSIM</th><td>0.5</td><td>0.8</td>"))
      #expect(page.contains("after step 500</th>") && page.contains("after step 800</th>"))
      let bytes = try Data(contentsOf: URL(filePath: picture)).base64EncodedString()
      #expect(page.contains("src=\"data:image/png;base64,\(bytes)\""))
      #expect(page.contains("alt=\"a street &amp; a car\""))
      #expect(page.components(separatedBy: "<svg").count - 1 == 3)
      #expect(page.components(separatedBy: "src=").count == 2 && !page.contains("href="))
    }
  }

  @Test("the curves alone are one well-formed SVG with a chart for each group")
  func curves() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/curves.svg"
      try RunReport(configuration: "", rows: rows, linearGroups: ["rate"]).writeCurves(to: path)
      #expect(XMLParser(data: try Data(contentsOf: URL(filePath: path))).parse())
      let svg = try text(path)
      for title in ["loss (log scale)", "rate", "validation: SSIM"] {
        #expect(svg.contains("<text class=\"title\" x=\"0.0\" y=\"15.0\">\(title)</text>"))
      }
      #expect(svg.contains("&lt;a &amp; b&gt; 2</text>"))
      #expect(!svg.contains("nan") && !svg.contains("inf"))
    }
  }

  @Test("a run without numbers has a report, too")
  func empty() throws {
    try withTemporaryFolder { folder in
      let report = RunReport(configuration: "{}", rows: [])
      try report.write(to: "\(folder)/report.html")
      try report.writeCurves(to: "\(folder)/curves.svg")
      #expect(try text("\(folder)/report.html").contains("No step was recorded."))
      #expect(
        XMLParser(data: try Data(contentsOf: URL(filePath: "\(folder)/curves.svg"))).parse())
    }
  }

  @Test("a picture that is gone is named, and the report of before stays")
  func missingPicture() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/report.html"
      try RunReport(configuration: "{}", rows: rows).write(to: path)
      let before = try text(path)
      let missing = RunReport.Panel(caption: "gone", path: "\(folder)/gone.png")
      let error = #expect(throws: TrainingError.self) {
        try RunReport(configuration: "{}", rows: rows, panels: [missing]).write(to: path)
      }
      #expect(error?.description.contains("\(folder)/gone.png") == true)
      #expect(try text(path) == before)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["report.html"])
    }
  }

  @Test("a line runs from corner to corner where its numbers do")
  func line() throws {
    let rows = [(1, 0.0), (3, 1.0)].map {
      MetricsRow(.training, phase: "fusion", step: $0.0, values: ["loss": $0.1])
    }
    let report = RunReport(configuration: "", rows: rows)
    let elements = try #require(report.charts.first).elements
    // 620 x 280, 58 left and 20 right of the plot, 30 below; one row of the legend above.
    #expect(elements.contains("<path class=\"line0\" d=\"M58.0 244.0L600.0 66.0\"/>"))
  }
}
