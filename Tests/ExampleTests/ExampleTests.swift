// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Holds the first example of each public library's landing page to code that is compiled here.
@Suite(.tags(.unit))
struct ExampleTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test(
    "The example of each landing page is the code that is compiled",
    arguments: [
      "ClassicalFusion", "Datasets", "Evaluation", "Fusion", "FusionMetrics", "FusionModel",
      "Imaging", "Training",
    ])
  func example(of library: String) throws {
    let page = try Self.text("Sources/\(library)/\(library).docc/\(library).md")
    let blocks = page.components(separatedBy: "```swift\n")
    let example = try #require(
      blocks.dropFirst().first?.components(separatedBy: "```").first, "no example in Swift")
    let compiled = Self.lines(of: try Self.text("Tests/ExampleTests/\(library)Example.swift"))
    #expect(Self.lines(of: example).filter { !compiled.contains($0) } == [])
    let body = Self.lines(of: example).filter { !$0.hasPrefix("import ") }
    #expect(compiled.joined(separator: "\n").contains(body.joined(separator: "\n")))
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  private static func lines(of text: String) -> [String] {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
