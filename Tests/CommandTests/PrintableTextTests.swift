// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionModel
import Imaging
import Tensors
import TestSupport
import Testing

@testable import FusionCommand

/// What strangers wrote (metadata, names of files) is shown by a terminal, not obeyed.
@Suite(.tags(.endToEnd)) struct PrintableTextTests {
  /// Sets a terminal's title, clears it, begins a line, turns the writing around.
  private static let evil = "\u{1B}]0;pwned\u{07}\u{1B}[2J\nx\u{9B}31m\u{202E}y"
  private static let spelled =
    "\\u{1B}]0;pwned\\u{7}\\u{1B}[2J\\u{A}x\\u{9B}31m\\u{202E}y"

  @Test(arguments: [
    ("plain", "plain"), ("naïve 图 🙂", "naïve 图 🙂"), (evil, spelled), ("a\tb\rc", "a\\u{9}b\\u{D}c"),
    ("\u{2028}\u{2066}\u{7F}\u{0}", "\\u{2028}\\u{2066}\\u{7F}\\u{0}"),
  ])
  func oneLine(_ text: String, _ wanted: String) {
    #expect(text.printable() == wanted)
  }

  @Test func longTextIsCut() {
    #expect(
      String(repeating: "a", count: 30).printable(limit: 20).hasSuffix("aa... (30 characters)"))
    #expect(String(repeating: "\u{301}", count: 5000).printable().unicodeScalars.count < 2100)
  }

  @Test func linesKeepTheirEnds() {
    #expect("a\tb\n\u{1B}[1m\r".printableLines() == "a\tb\n\\u{1B}[1m\\u{D}")
    #expect("\"\u{9B}\"\n".printableLines(escape: .json) == "\"\\u009B\"\n")
  }

  @Test func metadataOfWeights() throws {
    try withTemporaryFolder { (folder: String) throws in
      let path = "\(folder)/evil.safetensors"
      let model = DAEFuse(.tiny, using: RandomGenerator(seed: 1))
      try WeightFile.write(
        model, to: path,
        notes: [
          "note": Self.evil, "key\(Self.evil)": "v",
          "long": String(repeating: "a", count: 100_000),
        ])
      let text = try Command.run("info", path)
      #expect(text.status == 0 && isHarmless(text.output))
      #expect(text.output.contains("  \(Self.spelled)\n") && text.output.contains("key\\u{1B}]0;"))
      #expect(text.output.utf8.count < 10_000)
      let json = try Command.run("info", path, "--json")
      #expect(isHarmless(json.output))
      let notes = try #require(try json.object()["notes"] as? [String: String])
      #expect(notes["note"] == Self.evil)
    }
  }

  @Test func keysOfAConfiguration() throws {
    try Workspace.with { workspace in
      try workspace.write(#"{"a\u001b[2J\nb": 1}"#.utf8, to: "settings.json")
      let outcome = try Command.run(
        "train", "--preset", "tiny", "--config", workspace["settings.json"], "--data",
        workspace.root, "-o", workspace["run"])
      #expect(outcome.status == 2 && isHarmless(outcome.errors))
      #expect(outcome.errors.contains("\\u{1B}[2J"), "\(outcome.errors)")
    }
  }

  @Test func namesOfFiles() throws {
    try Workspace.with { workspace in
      for folder in ["visible", "infrared"] {
        try FileManager.default.moveItem(
          atPath: workspace["\(folder)/1.png"], toPath: workspace["\(folder)/\(Self.evil).png"])
      }
      try workspace.write("no image".utf8, to: "visible/alone\u{1B}[2J.png")
      let folders = [workspace["visible"], workspace["infrared"]]
      let fused = try Command.run(
        ["fuse"] + folders + ["-o", workspace["out"]] + workspace.model)
      #expect(fused.status == 0 && isHarmless(fused.output) && isHarmless(fused.errors))
      #expect(fused.output.contains("\(Self.spelled).png  64x48  "))
      #expect(fused.errors.contains("alone\\u{1B}[2J.png: has no partner"))
      let again = try Command.run(
        ["fuse"] + folders + ["-o", workspace["out"], "--json"] + workspace.model)
      #expect(again.status == 1 && isHarmless(again.output) && isHarmless(again.errors))
      #expect(again.errors.contains("\(Self.spelled).png: is there already"))
      let line = try #require(again.lines.first)
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect((object?["first"] as? String)?.hasSuffix("\(Self.evil).png") == true)
      for format in ["table", "json", "csv"] {
        let scores = try Command.run(
          ["evaluate"] + folders + ["--method", "max", "--metrics", "EN", "--format", format])
        #expect(scores.status == 0 && isHarmless(scores.output) && isHarmless(scores.errors))
        if format == "json" { _ = try scores.object() }
      }
    }
  }

  /// Whether nothing but line ends would be obeyed.
  private func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      scalar == "\n" || scalar.properties.generalCategory != .control && scalar != "\u{202E}"
    }
  }
}
