// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Foundation
import FusionMetrics
import TestSupport
import Testing

/// Every format, to the letter or by reading it again.
@Suite(.tags(.unit)) struct FormatTests {
  @Test func plainText() {
    #expect(
      ScoreTable.small.text(as: .table) == """
        method               EN   MSE ↓    VIF  rank
        mine & yours       6.50  100.00  0.750  1.50
        Paper (published)  7.25           0.62  1.75
        max                6.00   70.00  0.625  2.75

        A note.

        mine & yours minus max
        metric  difference  95 % from       to  Wilcoxon p  Holm p  significant  images
        EN          +0.500     +0.250   +1.000        0.17    0.52           no       3
        MSE ↓      +30.000    +10.000  +60.000        0.25    0.52           no       3
        VIF        +0.1250    +0.0000  +0.2500         0.5    0.52           no       3

        """)
  }

  @Test func terminalsShowBestAndSecond() {
    let text = ScoreTable.small.text(as: .table, isStyled: true)
    #expect(text.contains("\u{1B}[1m7.25\u{1B}[0m") && text.contains("\u{1B}[4m6.50\u{1B}[0m"))
    #expect(text.contains("\u{1B}[1m70.00\u{1B}[0m") && text.contains("\u{1B}[4m100.00\u{1B}[0m"))
    let plain = text.replacing(/\u{1B}\[[014]m/, with: "")
    #expect(plain == ScoreTable.small.text(as: .table), "codes take no room")
  }

  @Test func oneMethodShowsItsImages() {
    #expect(
      ScoreTable.single.text(as: .table) == """
        fused    EN   MSE ↓
        01     7.00  120.00
        02     6.00   80.00
        mean   6.50  100.00

        """)
  }

  @Test func markdown() {
    let lines = ScoreTable.small.text(as: .markdown).split(separator: "\n")
    #expect(lines[0] == "| method | EN | MSE ↓ | VIF | rank |")
    #expect(lines[1] == "| --- | ---: | ---: | ---: | ---: |")
    #expect(
      lines[2] == "| mine & yours | <ins>6.50</ins> | <ins>100.00</ins> | **0.750** | 1.50 |")
    #expect(lines[4] == "| max | 6.00 | **70.00** | <ins>0.625</ins> | 2.75 |")
  }

  @Test func latex() {
    let text = ScoreTable.small.text(as: .latex)
    #expect(text.contains("\\begin{tabular}{lrrrr}\n\\toprule\nmethod & EN & MSE $\\downarrow$"))
    #expect(text.contains("mine \\& yours & \\underline{6.50} & \\underline{100.00}"))
    #expect(text.contains("Paper (published) & \\textbf{7.25} &  & \\underline{0.62}"))
    #expect(text.contains("95 \\% from"))
    #expect(text.count(of: "\\begin{tabular}") == 2 && text.count(of: "\\end{tabular}") == 2)
  }

  @Test func csvIsQuotedAndWhole() {
    let table = ScoreTable(
      profile: .cddfuse, metrics: [.entropy],
      rows: [
        ScoreRow(name: "a \"b\", c", images: [.init(name: "1", values: ["EN": 0.1 + 0.2])]),
        ScoreRow(name: "p", published: [:]),
      ])
    #expect(
      table.text(as: .csv) == """
        method,image,EN
        "a ""b"", c",1,0.30000000000000004
        "a ""b"", c",mean,0.30000000000000004
        p,mean,

        """)
  }

  /// -NaN is what the processor makes of 0 / 0.
  @Test func undefinedIsOneThingInEachFormat() {
    let scores = ["1": -Double.nan, "2": .infinity, "3": 7]
    let table = ScoreTable(
      profile: .cddfuse, metrics: [.entropy],
      rows: [
        ScoreRow(
          name: "m",
          images: scores.keys.sorted().map { .init(name: $0, values: ["EN": scores[$0] ?? 0]) })
      ])
    #expect(
      table.text(as: .csv) == "method,image,EN\nm,1,NaN\nm,2,NaN\nm,3,7.0\nm,mean,7.0\nm,count,1\n")
    #expect(table.text(as: .json).count(of: "\"EN\": null") == 2)
    for format in [ReportFormat.table, .markdown, .latex, .html] {
      let text = table.text(as: format)
      #expect(text.count(of: "undefined") >= 3, "\(format)")
      #expect(text.firstMatch(of: /(?i)\b(nan|inf)\b/) == nil, "\(format)")
    }
  }

  @Test(arguments: ["=1+2", "+1", "-1", "@a", "\ta", "\ra", "\r\na", "\na"])
  func csvHasNoFormulas(_ name: String) {
    let image = ScoreRow.Image(name: name, values: ["EN": -1])
    let table = ScoreTable(
      profile: .cddfuse, metrics: [.entropy], rows: [ScoreRow(name: name, images: [image])])
    let field = name.contains { $0.isNewline } ? "\"'\(name)\"" : "'\(name)"
    #expect(
      table.text(as: .csv)
        == "method,image,EN\n\(field),\(field),-1.0\n\(field),mean,-1.0\n")
  }

  /// A line end would let the rest of a name out of a comment or a cell.
  @Test(arguments: [ReportFormat.table, .markdown, .latex])
  func namesStayOnTheirLine(_ format: ReportFormat) {
    func table(_ end: String) -> String {
      let rows = ["a", "b"].map {
        let name = "\($0)\(end)input"
        return ScoreRow(name: name, images: [.init(name: "1\(end)x", values: ["EN": .nan])])
      }
      return ScoreTable(profile: .cddfuse, metrics: [.entropy], rows: rows, notes: ["n\(end)n"])
        .text(as: format)
    }
    for end in ["\n", "\r", "\r\n", "\u{1B}", "\u{85}", "\u{2028}"] {
      #expect(table(end) == table(" "))
    }
  }

  @Test func jsonOfOneMethodIsFlat() throws {
    let object = try parsed(.single)
    #expect(object["profile"] as? String == "standard" && object["method"] as? String == "fused")
    let images = try #require(object["images"] as? [[String: Any]])
    #expect(images.map { $0["name"] as? String } == ["01", "02"])
    #expect(images[1]["EN"] as? Double == 6)
    #expect((object["mean"] as? [String: Double]) == ["EN": 6.5, "MSE": 100])
  }

  @Test func jsonOfSeveralMethods() throws {
    let object = try parsed(.small)
    let methods = try #require(object["methods"] as? [[String: Any]])
    #expect(methods.map { $0["origin"] as? String } == ["measured", "published", "measured"])
    #expect(methods.map { $0["rank"] as? Double } == [1.5, 1.75, 2.75])
    #expect((methods[1]["mean"] as? [String: Double]) == ["EN": 7.25, "VIF": 0.625])
    let comparisons = try #require(object["comparisons"] as? [[String: Any]])
    let metrics = try #require(comparisons.first?["metrics"] as? [[String: Any]])
    #expect(metrics[0]["difference"] as? Double == 0.5 && metrics[0]["images"] as? Int == 3)
    #expect(metrics[1]["p"] as? Double == 0.25 && metrics[1]["significant"] as? Bool == false)
    let first = try #require(metrics[0]["p"] as? Double)
    let corrected = metrics.compactMap { $0["holm"] as? Double }
    #expect(corrected.count == 3)
    #expect(corrected.allSatisfy { abs($0 - 3 * first) < 1e-12 })
    #expect(object["notes"] as? [String] == ["A note."] && object["sequence"] == nil)
  }

  @Test func jsonKeepsEveryBit() throws {
    let score = 1.0 / 3 + 1e-16
    let row = ScoreRow(name: "\"x\"\n<", images: [.init(name: "1", values: ["EN": score])])
    let text = ScoreTable(profile: .cddfuse, metrics: [.entropy], rows: [row]).text(as: .json)
    let object = try JSONDecoder().decode(OneMethod.self, from: Data(text.utf8))
    #expect(object.method == "\"x\"\n<")
    #expect(object.mean["EN"]?.bitPattern == score.bitPattern)
  }

  private struct OneMethod: Decodable {
    let method: String
    let mean: [String: Double]
  }

  private func parsed(_ table: ScoreTable) throws -> [String: Any] {
    let data = Data(table.text(as: .json).utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }
}

extension String {
  func count(of text: String) -> Int { ranges(of: text).count }
}
