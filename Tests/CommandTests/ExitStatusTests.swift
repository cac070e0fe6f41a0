// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import TestSupport
import Testing

@testable import FusionCommand

/// The exit codes of all commands: 0 done, 1 something failed, 2 a mistake in the call.
@Suite(.tags(.endToEnd)) struct ExitStatusTests {
  /// Each command with arguments that the parser has nothing against.
  static let calls = [
    "fuse": ["a.png", "b.png", "-o", "c.png"],
    "evaluate": ["a.png", "b.png", "c.png"],
    "benchmark": ["tno"],
    "detect": ["a.png"],
    "train": ["--data", "pairs", "-o", "run"],
    "average": ["fast", "fast", "-o", "mean.safetensors"],
    "export": ["-o", "fast.onnx"],
    "bench": [],
    "info": ["tiny"],
    "version": [],
    "scene": ["pairs"],
    "bench-pair": ["a.png", "b.png"],
  ]

  static let commands = calls.keys.sorted()

  @Test(arguments: commands, ["--help", "-h", "--version"])
  func questionsAreAnswered(_ command: String, _ question: String) async {
    #expect(await status([command, question]) == .done)
  }

  @Test(arguments: commands)
  func helpIsThere(_ command: String) async {
    #expect(await status(["help", command]) == .done)
  }

  /// One of each command as a process, so that what is found here is what a shell sees.
  @Test(arguments: commands)
  func unknownOptionsAreMistakes(_ command: String) throws {
    try expectMistake([command] + (Self.calls[command] ?? []) + ["--no-such-option"])
  }

  /// What the parser cannot judge, the command does first.
  @Test(arguments: [
    ["--preset", "huge"], ["--batch", "0"], ["--config", "/nowhere.json"],
  ])
  func badSettingsAreMistakes(_ words: [String]) throws {
    try expectMistake(["train"] + (Self.calls["train"] ?? []) + words)
  }

  @Test(arguments: commands)
  func argumentsTooManyAreMistakes(_ command: String) async {
    // `average` takes any number of them.
    let extra = command == "average" ? ["--overwrite=yes"] : ["one", "two", "three"]
    #expect(await status([command] + (Self.calls[command] ?? []) + extra) == .mistake)
  }

  @Test(arguments: ["c.gif", "c", "folder.png/c.bmp"])
  func unknownFormatsAreMistakes(_ output: String) throws {
    try Workspace.with { workspace in
      let images = [workspace["visible/1.png"], workspace["infrared/1.png"]]
      let outcome = try Command.run(["fuse"] + images + ["-o", workspace[output]])
      #expect(outcome.status == 2 && outcome.output.isEmpty, "\(outcome.errors)")
    }
  }

  @Test(arguments: commands.filter { !["bench", "info", "version"].contains($0) })
  func missingArgumentsAreMistakes(_ command: String) async {
    #expect(await status([command]) == .mistake)
  }

  /// Options whose value is bad in itself.
  static let badValues = [
    ["fuse", "--device", "tpu"], ["fuse", "--threads", "0"], ["fuse", "--threads", "many"],
    ["fuse", "--precision", "half"], ["fuse", "--at-once", "65"], ["fuse", "--tile", "40"],
    ["fuse", "--max-pixels", "0"], ["evaluate", "--max-pixels", "-1"],
    ["fuse", "--range", "9:2"], ["fuse", "--range", "-1"], ["fuse", "--percentile", "a:b"],
    ["fuse", "--no-data", "none"], ["fuse", "--no-data", "third:1"], ["fuse", "--no-data", ":1"],
    ["fuse", "--no-data", "nan"], ["fuse", "--overwrite", "--skip-existing"],
    ["fuse", "--model", "fsat"], ["evaluate", "--model", "fsat"],
    ["benchmark", "--model", "fsat"], ["bench", "--model", "fsat"],
    ["bench-pair", "--model", "fsat"], ["fuse", "--color", "blue"], ["fuse", "--method", "median"],
    ["fuse", "--output"],
    ["evaluate", "--metrics", "XX"], ["evaluate", "--profile", "best"],
    ["evaluate", "--fused", "folder"], ["evaluate", "--format", "pdf"],
    ["benchmark", "--method", "median"], ["benchmark", "--threads", "2000"],
    ["benchmark", "detection", "--side", "100"], ["benchmark", "fusion", "--format", "pdf"],
    ["train", "--steps", "few"], ["train", "--pairs", "one"], ["train", "--precision", "int8"],
    ["train", "--seed", "-1"], ["train", "--init", "fsat"], ["average", "fsat"],
    ["average", "--shares", "1"], ["average", "--shares", "0,1"],
    ["export", "--format", "caffe"], ["export", "--opset", "16"], ["export", "--opset", "23"],
    ["export", "--format", "torchscript", "--opset", "17"],
    ["export", "-o", "photo.png"], ["export", "--format", "onnx", "-o", "fast.pt"],
    ["export", "-o", "fast.pt", "--opset", "17"], ["export", "-o", "fast"],
    ["export", "--size", "10x10"], ["export", "--size", "any"], ["export", "--precision", "int8"],
    ["export", "--model", "laplacian"], ["export", "--model", "fsat"],
    ["bench", "--size", "15x20"], ["bench", "--repeats", "0"], ["bench", "--seconds", "nan"],
    ["bench", "--format", "csv"], ["info", "--size", "64"],
    ["scene", "--count", "0"], ["scene", "--seed", "x"], ["bench-pair", "--repeats", "0"],
  ]

  @Test(arguments: badValues)
  func badValuesAreMistakes(_ words: [String]) async {
    let arguments = [words[0]] + (Self.calls[words[0]] ?? []) + words.dropFirst()
    #expect(await status(arguments) == .mistake)
  }

  @Test(arguments: [
    ["--no-such-option"], ["no-such-command"], ["help", "fuse", "--no-such-option"],
  ])
  func theRootHasMistakesToo(_ arguments: [String]) async {
    #expect(await status(arguments) == .mistake)
  }

  @Test(arguments: [
    ["fuse", "a.png", "b.png", "-o", "c.png"], ["evaluate", "a.png", "b.png", "c.png"],
    ["benchmark", "tno", "--data", "nowhere"],
    ["benchmark", "detection", "msrs", "--data", "nowhere"],
    ["train", "--data", "nowhere", "-o", "run"],
    ["average", "nowhere.safetensors", "fast", "-o", "mean.safetensors"],
    ["export", "--model", "nowhere.safetensors", "-o", "x.onnx"],
    ["export", "-o", "nowhere/x.onnx"],
    ["bench", "--model", "nowhere.safetensors"], ["info", "nowhere.safetensors"],
    ["scene", "/dev/null/pairs"], ["bench-pair", "a.png", "b.png"],
  ])
  func whatIsNotThereIsAFailure(_ arguments: [String]) throws {
    try withTemporaryFolder { (folder: String) throws in
      let outcome = try Command.run(after: "cd '\(folder)'", arguments)
      #expect(outcome.status == 1, "\(outcome.errors)")
      #expect(outcome.errors.hasPrefix("Error: ") && outcome.output.isEmpty)
      #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    }
  }

  @Test func unknownPresetsAreMistakes() async {
    #expect(await status(["info", "fsat"]) == .mistake)
    #expect(await status(["info", "nowhere.safetensors"]) != .mistake)
  }

  private func expectMistake(_ arguments: [String]) throws {
    try withTemporaryFolder { (folder: String) throws in
      let outcome = try Command.run(after: "cd '\(folder)'", arguments)
      #expect(outcome.status == 2 && outcome.output.isEmpty, "\(outcome.errors)")
      #expect(outcome.errors.hasPrefix("Error: "), "\(outcome.errors)")
    }
  }

  /// How a call ends that its arguments alone decide; `nil` where the command would begin.
  private func status(_ arguments: [String]) async -> FusionCommand.ExitStatus? {
    do {
      var command = try await Root.asyncParseAsRoot(arguments)
      // The parser's own answers, such as help, are commands to it.
      if !(command is any AsyncParsableCommand) { try command.run() }
      return nil
    } catch {
      return FusionCommand.ExitStatus(error)
    }
  }
}
