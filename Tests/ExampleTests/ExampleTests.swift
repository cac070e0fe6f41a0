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
      "Alignment", "Cameras", "ClassicalFusion", "Datasets", "Detection", "Evaluation", "Fusion",
      "FusionMetrics",
      "FusionModel", "Geometry", "Imaging", "ImportedModels", "Training", "Video",
    ])
  func example(of library: String) throws {
    let page = try Self.text("Sources/\(library)/\(library).docc/\(library).md")
    let example = try #require(Self.examples(in: page).first, "no example in Swift")
    try expectCompiled(example, in: ["\(library)Example.swift"])
  }

  @Test("The examples of the guide to Swift are code that is compiled")
  func guide() throws {
    let page = try Self.text("Documentation/Guides/UseFromSwift.md")
    // The first is a line of a manifest.
    let examples = Self.examples(in: page).dropFirst()
    #expect(examples.count > 5)
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appending(path: "Tests/ExampleTests").path(percentEncoded: false))
    for example in examples { try expectCompiled(example, in: files) }
  }

  /// Holds an example to be one of the files, its imports in any order.
  private func expectCompiled(_ example: [String], in files: [String]) throws {
    let body = example.filter { !$0.hasPrefix("import ") }
    let compiled = try files.map { Self.lines(of: try Self.text("Tests/ExampleTests/\($0)")) }
      .first { $0.joined(separator: "\n").contains(body.joined(separator: "\n")) }
    let lines = try #require(compiled, "not compiled: \(body)")
    #expect(example.filter { !lines.contains($0) } == [])
  }

  /// The blocks of Swift of a page, as lines.
  private static func examples(in page: String) -> [[String]] {
    page.components(separatedBy: "```swift\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }.map(lines)
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  private static func lines(of text: String) -> [String] {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
