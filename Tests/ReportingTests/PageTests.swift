// SPDX-License-Identifier: Apache-2.0

import TestBasics
import Testing

@testable import Reporting

@Suite("pages", .tags(.unit))
struct PageTests {
  private let hostile = "<b>&\"'"
  private let harmless = "&lt;b&gt;&amp;&quot;'"

  @Test("every text is escaped, and empty sections are left out")
  func texts() {
    let table = PageTable(caption: hostile, header: [hostile], rows: [["<i>1</i>"]])
    let figure = PageFigure(url: "data:,", name: hostile, details: hostile, number: 3)
    let bars = BarChart(hostile, [.init(name: hostile, value: 1, text: hostile)])
    let page = Page(
      title: hostile, lead: "<code>a</code>",
      sections: [
        .init(hostile, table.html), .init("nothing", ""), .init(nil, figure.html),
        .init(nil, chartGrid([bars])),
      ]
    ).html
    #expect(!page.contains(hostile) && !page.contains("<b>") && !page.contains("nothing"))
    #expect(page.ranges(of: harmless).count == 12)
    #expect(page.contains("<p class=\"lead\"><code>a</code></p>"))
    #expect(page.contains("<tr><th><i>1</i></th></tr>") && page.contains("data-picture=\"3\""))
    #expect(page.ranges(of: "<section>").count == 3 && !page.contains("<script>"))
  }

  @Test("bars begin at zero, to either side; what is no number has none")
  func bars() {
    let chart = BarChart(
      "t",
      [
        .init(name: "a", value: 3, text: "3"), .init(name: "b", value: -1, text: "-1"),
        .init(name: "c", value: .nan, text: "undefined", isMuted: true),
      ])
    let lines = chart.elements.split(separator: "\n")
    #expect(chart.size.height == 28 + 3 * 22 && lines.count == 4)
    #expect(lines[1].contains("<rect class=\"dot0\" x=\"197.5\" y=\"28.0\" width=\"142.5\""))
    #expect(lines[2].contains("<rect class=\"dot0\" x=\"150.0\" y=\"50.0\" width=\"47.5\""))
    #expect(lines[3].contains("<rect class=\"muted\" x=\"197.5\" y=\"72.0\" width=\"0.0\""))
    #expect(lines[3].contains(">undefined</text>"))
  }
}
