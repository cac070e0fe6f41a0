// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Training

@Suite("losses of phase two", .tags(.unit)) struct FusionLossTests {
  private func article() throws -> String {
    try String(
      contentsOfFile: Repository.path("Sources/Training/Training.docc/TrainingANetwork.md"),
      encoding: .utf8)
  }

  @Test("each has a name of its own, and none that is another setting's")
  func names() {
    let names = FusionLoss.all.map(\.name)
    #expect(Set(names).count == names.count)
    let settings = [
      "lambda", "sigma", "adversarial", "adversarialForm", "labelSmoothing", "target", "teacher",
    ]
    #expect(Set(names).isDisjoint(with: settings))
    #expect(FusionLoss.all.allSatisfy { (0...1e6).contains($0.defaultWeight) })
  }

  @Test("the paper's losses alone have a weight as printed")
  func printed() {
    for loss in FusionLoss.all { #expect((LossSettings.printed[loss] > 0) == loss.isOfThePaper) }
    #expect(FusionLoss.all.filter(\.isOfThePaper).map(\.name) == ["texture", "intensity"])
  }

  /// Where this fails, put the table that it names into the article.
  @Test("the documentation's table is made of them")
  func table() throws {
    let rows = FusionLoss.all.map { loss in
      let weight = loss.defaultWeight.formatted(.number.locale(Locale(identifier: "en_US")))
      return "| `\(loss.name)` | \(loss.summary) | \(weight) | \(loss.source) |"
    }
    let table = rows.joined(separator: "\n") + "\n| `adversarial` |"
    #expect(try article().contains("| --- |\n" + table), "\(table)")
  }

  @Test("the documentation's JSON of the paper's losses names every other one")
  func json() throws {
    let block = try #require(try article().components(separatedBy: "```json\n").last)
    for loss in FusionLoss.all where !loss.isOfThePaper {
      #expect(block.contains("\"\(loss.name)\": 0"), "\(loss.name)")
    }
  }
}
