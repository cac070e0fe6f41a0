// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestSupport
import Testing

/// Somebody else's networks in `fuse`, `evaluate` and `benchmark`.
@Suite(.tags(.endToEnd)) struct ImportedNetworkTests {
  private let gray = Repository.path("Tests/ImportedModelsTests/Fixtures/gray.pt")

  @Test func fuseRunsTorchScriptThatIsTrusted() throws {
    try Workspace.with { workspace in
      let outcome = try workspace.fuse(
        "f.png", "--model", gray, "--trust", "--conventions", "{}", "--color", "gray")
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      let files = ["visible/1.png", "infrared/1.png", "f.png"].map { workspace[$0] }
      let planes = try files.map { try Image(contentsOf: $0).luminance().values }
      let errors = planes[0].indices.map {
        abs(planes[2][$0] - 0.25 * planes[0][$0] - 0.75 * planes[1][$0])
      }
      #expect(errors.allSatisfy { $0 <= 0.501 / 255 }, "half a gray level")
    }
  }

  @Test func fuseRunsWhatExportWrote() throws {
    try Workspace.with { workspace in
      let program = workspace["tiny.pt"]
      let exported = try Command.run(
        "export", "--format", "torchscript", "--model", workspace.weights, "-o", program)
      #expect(exported.status == 0 && exported.output.isEmpty, "\(exported.errors)")
      let theirs = try workspace.fuse(
        "a.png", "--model", program, "--trust", "--conventions", "{}")
      let ours = try workspace.fuse(
        "b.png", "--model", workspace.weights, "--precision", "float32")
      #expect(theirs.status == 0 && ours.status == 0, "\(theirs.errors) \(ours.errors)")
      let images = try ["a.png", "b.png"].map {
        try Image(contentsOf: workspace[$0]).luminance().values
      }
      let differences = zip(images[0], images[1]).map { abs($0 - $1) * 255 }
      #expect(images[0].count == images[1].count && differences.allSatisfy { $0 < 1.01 })
    }
  }

  @Test func benchTimesThemAsAWhole() throws {
    let quick = ["--threads", "1", "--seconds", "0.1", "--repeats", "1", "--size", "48x32"]
    let outcome = try Command.run(
      ["bench", "--model", "theirs=\(gray)", "--trust", "--conventions", "{}"] + quick)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.lines[0].hasSuffix(": theirs, imported weights"))
    let row = try #require(outcome.lines.last).split(separator: /\ \ +/)
    #expect(row.first == "48x32" && row[5...7] == ["-", "-", "-"], "\(row)")
    let untrusted = try Command.run(["bench", "--model", gray, "--conventions", "{}"] + quick)
    #expect(untrusted.status == 2 && untrusted.errors.contains("gray.pt: TorchScript is code"))
  }

  @Test func infoSaysWhatTheyExpect() throws {
    let wanted = #"{"order": ["second", "first"], "channels": "rgb+gray", "stacked": false}"#
    let arguments = ["info", "theirs=\(gray)", "--trust", "--conventions", wanted]
    let text = try Command.run(arguments)
    #expect(text.status == 0, "\(text.errors)")
    #expect(
      text.lines[0..<4] == [
        "network      theirs", "file         \(gray)", "kind         TorchScript",
        "inputs       second [1, 1, H, W], first [1, 3, H, W]",
      ])
    // What it prints of the conventions is taken again, and says the same.
    let printed = try #require(text.lines[4].split(separator: "conventions  ").first)
    let again = try Command.run("info", "theirs=\(gray)", "--trust", "--conventions", "\(printed)")
    #expect(again.output == text.output)
    let object = try Command.run(arguments + ["--json"]).object()
    #expect(object["kind"] as? String == "TorchScript")
    let conventions = try #require(object["conventions"] as? [String: Any])
    #expect(conventions["channels"] as? String == "rgb+gray")
    let stacked = try Command.run("info", gray, "--trust", "--conventions", #"{"stacked": true}"#)
    #expect(stacked.status == 1 && stacked.errors.contains("takes 2 inputs; 1 is wanted"))
  }

  @Test func fuseRunsNoTorchScriptWithoutTrust() throws {
    try Workspace.with { workspace in
      let outcome = try workspace.fuse("f.png", "--model", gray, "--conventions", "{}")
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("gray.pt: TorchScript is code"), "\(outcome.errors)")
      #expect(outcome.errors.contains("--trust"))
    }
  }

  static let mistakes: [(arguments: [String], status: Int32, says: String)] = [
    (["--trust"], 1, "gray.json is missing"),
    (["--trust", "--conventions", #"{"chanels": "rgb"}"#], 2, "chanels is no convention"),
    (["--trust", "--conventions", "absent.json"], 1, "absent.json"),
  ]

  @Test(arguments: mistakes)
  func conventionsAreWanted(_ arguments: [String], _ status: Int32, _ says: String) throws {
    try Workspace.with { workspace in
      let outcome = try workspace.fuse("f.png", ["--model", gray] + arguments)
      #expect(outcome.status == status && outcome.errors.contains(says), "\(outcome.errors)")
    }
  }

  @Test func onnxWantsItsRuntime() throws {
    try Workspace.with { workspace in
      let graph = Repository.path("Tests/ImportedModelsTests/Fixtures/weighted.onnx")
      let outcome = try Command.run(
        after: "unset ONNXRUNTIME",
        [
          "fuse", workspace["visible/1.png"], workspace["infrared/1.png"], "-o",
          workspace["f.png"], "--model", graph, "--conventions", "{}",
        ])
      #expect(outcome.status == 1 && outcome.errors.contains("ONNXRUNTIME is wanted"))
    }
  }

  @Test func optionsOfOthersNetworksAreIdleBesideOurs() throws {
    try Workspace.with { workspace in
      let outcome = try workspace.fuse("f.png", "--model", workspace.weights, "--trust")
      #expect(outcome.status == 0 && outcome.errors.contains("--trust: of no effect"))
      let other = try workspace.fuse(
        "g.png", "--model", gray, "--trust", "--conventions", "{}", "--tile", "512")
      #expect(other.status == 0 && other.errors.contains("--tile: of no effect"))
    }
  }

  @Test func tablesNameNetworksAndTimeThem() throws {
    try Workspace.with(pairs: 2) { workspace in
      try workspace.makeDataFolder()
      let object = try Command.run([
        "benchmark", "tno", "--data", workspace["data"], "--model", "theirs=\(gray)", "--model",
        "ours=\(workspace.weights)", "--method", "max", "--fused",
        "saved=\(workspace["visible"])", "--trust", "--conventions", "{}", "--threads", "2",
        "--format", "json",
      ]).object()
      let methods = try #require(object["methods"] as? [[String: Any]])
      #expect(
        methods.suffix(4).map { $0["method"] as? String } == ["theirs", "ours", "max", "saved"])
      #expect(methods.suffix(4).allSatisfy { $0["rank"] is Double })
      let times = methods.map { $0["seconds"] as? Double }
      #expect(times.suffix(4).dropLast().allSatisfy { $0.map { $0 > 0 } ?? false }, "\(times)")
      #expect(times.dropLast(4).allSatisfy { $0 == nil } && times.last == .some(nil))
      #expect((object["comparisons"] as? [Any])?.count == 3)
    }
  }

  @Test func evaluateTakesThemToo() throws {
    try Workspace.with { workspace in
      let outcome = try workspace.evaluate(
        "", workspace["visible"], "--model", "theirs=\(gray)", "--trust", "--conventions", "{}",
        "--metrics", "EN")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("theirs") && !outcome.output.contains("s/pair"))
    }
  }
}
