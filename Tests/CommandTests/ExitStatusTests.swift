// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// The exit codes of all commands: 0 done, 1 something failed, 2 a mistake in the call.
@Suite(.tags(.endToEnd)) struct ExitStatusTests {
  /// Each command with arguments that the parser has nothing against.
  static let calls = [
    "fuse": ["a.png", "b.png", "-o", "c.png"],
    "evaluate": ["a.png", "b.png", "c.png"],
    "benchmark": ["tno"],
    "train": ["--data", "pairs", "-o", "run"],
    "average": ["fast", "fast", "-o", "mean.safetensors"],
    "bench": [],
    "info": ["tiny"],
    "version": [],
    "scene": ["pairs"],
    "bench-pair": ["a.png", "b.png"],
  ]

  static let commands = calls.keys.sorted()

  @Test(arguments: commands, ["--help", "-h", "--version"])
  func questionsAreAnswered(_ command: String, _ question: String) throws {
    let outcome = try Command.run(command, question)
    #expect(outcome.status == 0 && outcome.errors.isEmpty && !outcome.output.isEmpty)
  }

  @Test(arguments: commands)
  func helpIsThere(_ command: String) throws {
    #expect(try Command.run("help", command).status == 0)
  }

  @Test(arguments: commands)
  func unknownOptionsAreMistakes(_ command: String) throws {
    try expectMistake([command] + (Self.calls[command] ?? []) + ["--no-such-option"])
  }

  @Test(arguments: commands)
  func argumentsTooManyAreMistakes(_ command: String) throws {
    // `average` takes any number of them.
    let extra = command == "average" ? ["--overwrite=yes"] : ["one", "two", "three"]
    try expectMistake([command] + (Self.calls[command] ?? []) + extra)
  }

  @Test(arguments: commands.filter { !["bench", "info", "version"].contains($0) })
  func missingArgumentsAreMistakes(_ command: String) throws {
    try expectMistake([command])
  }

  /// Options whose value is bad in itself.
  static let badValues = [
    ["fuse", "--device", "tpu"], ["fuse", "--threads", "0"], ["fuse", "--threads", "many"],
    ["fuse", "--precision", "half"], ["fuse", "--at-once", "65"], ["fuse", "--tile", "40"],
    ["fuse", "--range", "9:2"], ["fuse", "--range", "-1"], ["fuse", "--percentile", "a:b"],
    ["fuse", "--color", "blue"], ["fuse", "--method", "median"], ["fuse", "--output"],
    ["evaluate", "--metrics", "XX"], ["evaluate", "--profile", "best"],
    ["evaluate", "--fused", "folder"], ["evaluate", "--format", "pdf"],
    ["benchmark", "--method", "median"], ["benchmark", "--threads", "2000"],
    ["train", "--preset", "huge"], ["train", "--batch", "0"], ["train", "--steps", "few"],
    ["train", "--pairs", "one"], ["train", "--precision", "int8"],
    ["train", "--config", "/nowhere.json"], ["train", "--seed", "-1"],
    ["average", "--shares", "1"], ["average", "--shares", "0,1"],
    ["bench", "--size", "15x20"], ["bench", "--repeats", "0"], ["bench", "--seconds", "nan"],
    ["bench", "--format", "csv"], ["info", "--size", "64"],
    ["scene", "--count", "0"], ["scene", "--seed", "x"], ["bench-pair", "--repeats", "0"],
  ]

  @Test(arguments: badValues)
  func badValuesAreMistakes(_ words: [String]) throws {
    try expectMistake([words[0]] + (Self.calls[words[0]] ?? []) + words.dropFirst())
  }

  @Test(arguments: [
    ["--no-such-option"], ["no-such-command"], ["help", "fuse", "--no-such-option"],
  ])
  func theRootHasMistakesToo(_ arguments: [String]) throws {
    try expectMistake(arguments)
  }

  @Test(arguments: [
    ["fuse", "a.png", "b.png", "-o", "c.png"], ["evaluate", "a.png", "b.png", "c.png"],
    ["benchmark", "tno", "--data", "nowhere"], ["train", "--data", "nowhere", "-o", "run"],
    ["average", "nowhere.safetensors", "fast", "-o", "mean.safetensors"],
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

  private func expectMistake(_ arguments: [String]) throws {
    try withTemporaryFolder { (folder: String) throws in
      let outcome = try Command.run(after: "cd '\(folder)'; unset DAEFUSE_DATA", arguments)
      #expect(outcome.status == 2, "\(outcome.errors)")
      #expect(outcome.errors.hasPrefix("Error: "), "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
  }
}
