// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Detection
import Foundation
import FusionModel
import Tensors
import TestSupport
import Testing

@testable import FusionCommand

/// `daefuse benchmark detection`, with an untrained detector.
@Suite(.tags(.endToEnd)) struct BenchmarkDetectionTests {
  /// `data/m3fd_test` with two pairs and their labels, and weights.
  private func inWorkspace(_ body: (Workspace) throws -> Void) throws {
    try Workspace.with(pairs: 2) { workspace in
      try Detector.writeUntrained(classCount: 80, to: workspace["detector.safetensors"])
      try FileManager.default.createDirectory(
        atPath: workspace["data/m3fd_test/labels"], withIntermediateDirectories: true)
      for (old, new) in [("visible", "vi"), ("infrared", "ir")] {
        try FileManager.default.copyItem(
          atPath: workspace[old], toPath: workspace["data/m3fd_test/\(new)"])
      }
      try workspace.write("People\nLamp\n".utf8, to: "data/m3fd_test/classes.txt")
      for index in 1...2 {
        try workspace.write("0 0.5 0.5 0.5 0.5".utf8, to: "data/m3fd_test/labels/\(index).txt")
      }
      try body(workspace)
    }
  }

  private func run(_ workspace: Workspace, _ set: String, _ more: String...) throws
    -> Command.Outcome
  {
    try Command.run(
      [
        "benchmark", "detection", set, "--data", workspace["data"], "--detector",
        workspace["detector.safetensors"], "--side", "64", "--threads", "1",
      ] + more)
  }

  @Test func camerasAndAverageAreInEachTable() throws {
    try inWorkspace { workspace in
      let object = try run(
        workspace, "m3fd", "--model", workspace.weights, "--method", "max", "--fused",
        "saved=\(workspace["visible"])", "--format", "json"
      ).object()
      let rows = try #require(object["rows"] as? [[String: Any]])
      #expect(
        rows.map { $0["name"] as? String }
          == ["visible", "infrared", "average", "tiny", "max", "saved"])
      // Saved images are looked at as they are, and these are the visible ones.
      #expect(rows[5]["mAP50"] as? Double == rows[0]["mAP50"] as? Double)
      #expect(object["boxes"] as? [String: Int] == ["person": 2])
      let conditions = try #require(object["conditions"] as? [String: Any])
      #expect(conditions["set"] as? String == "m3fd" && conditions["side"] as? Int == 64)
    }
  }

  @Test func aFolderIsASet() throws {
    try inWorkspace { workspace in
      let outcome = try run(
        workspace, workspace["data/m3fd_test"], "--model", "none", "--method", "max",
        "--no-comparisons", "-o", workspace["table.md"])
      #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.errors)")
      let text = String(decoding: try workspace.bytes("table.md"), as: UTF8.self)
      #expect(text.hasPrefix("| method | person AP@50 |"))
      #expect(text.contains("of m3fd\\_test, 2 images") && !text.contains("bootstrap"))
    }
  }

  /// The training part is a folder as the set is; what is finished is not done again.
  @Test func detectorsAreTrained() throws {
    try inWorkspace { workspace in
      try FileManager.default.copyItem(
        atPath: workspace["data/m3fd_test"], toPath: workspace["training"])
      func train(_ more: String...) throws -> Command.Outcome {
        try Command.run(
          [
            "benchmark", "detection", workspace["data/m3fd_test"], "--training-set",
            workspace["training"], "--train", "--cache", workspace["trainings"], "--detector",
            workspace["detector.safetensors"], "--side", "32", "--threads", "1",
            "--seeds", "2", "--epochs", "4", "--model", "x=\(workspace.weights)", "--method",
            "average",
            "--classes", "thing=People+Lamp", "--format", "json",
          ] + more)
      }
      let first = try train()
      #expect(first.errors.contains("1 of 8: visible, seed 1: mAP@50 "), "\(first.errors)")
      let object = try first.object()
      #expect(object["boxes"] as? [String: Int] == ["thing": 2])
      let rows = try #require(object["rows"] as? [[String: Any]])
      #expect(rows.map { $0["name"] as? String } == ["visible", "infrared", "average", "x"])
      let conditions = try #require(object["conditions"] as? [String: Any])
      #expect(
        (conditions["detector"] as? String)?.hasPrefix("YOLOX-Nano, trained for each row from")
          == true)
      #expect(rows.allSatisfy { ($0["trainings"] as? [Any])?.count == 2 })
      let again = try train()
      #expect(again.output == first.output)
      #expect(again.errors.contains("8 of 8: x, seed 2: mAP@50 "))
      #expect(again.errors.components(separatedBy: "finished before").count == 9)
      let other = try train("--side", "64")
      #expect(
        other.status == 1 && other.errors.contains("was begun with side 32"), "\(other.errors)")
      try WeightFile.write(
        DAEFuse(.tiny, using: RandomGenerator(seed: 2)), to: workspace.weights)
      let weights = try train()
      #expect(
        weights.status == 1 && weights.errors.contains("x/row.json: was begun with weights "),
        "\(weights.errors)")
    }
  }

  @Test func whatATrainingNeedsIsNamed() throws {
    try inWorkspace { workspace in
      let cache = try run(workspace, "m3fd", "--train")
      #expect(cache.status == 2 && cache.errors.contains("--train needs --cache"))
      let part = try run(
        workspace, workspace["data/m3fd_test"], "--train", "--cache", workspace["trainings"])
      #expect(part.status == 2 && part.errors.contains("--training-set or --split"))
      let seeds = try run(workspace, "m3fd", "--train", "--cache", "c", "--seeds", "0")
      #expect(seeds.status == 2 && seeds.errors.contains("--seeds is 0; 1 to 100"))
      // All but the first are of trained detectors alone.
      let idle = try run(
        workspace, "m3fd", "--side", "64", "--split", "scenes", "--cache", "c", "--seeds", "3",
        "--epochs", "1", "--training-set", "d")
      #expect(
        idle.status == 2
          && idle.errors.contains(
            "Error: --seeds, --cache, --training-set, --split, --epochs: of detectors that are "
              + "trained; --train is wanted"),
        "\(idle.errors)")
      let set = workspace["data/m3fd_test"]
      let trains = ["--train", "--cache", workspace["trainings"], "--training-set"]
      let same = try Command.run(["benchmark", "detection", set] + trains + [set])
      #expect(same.status == 1 && same.errors.contains("is trained on and scored"))
      try FileManager.default.copyItem(atPath: set, toPath: workspace["training"])
      let twins = try Command.run(
        ["benchmark", "detection", set, "--fused", "x=\(workspace["visible"])"] + trains
          + [workspace["training"]])
      #expect(
        twins.status == 1 && twins.errors.contains("its image for 1 may be of "), "\(twins.errors)")
      let classes = try run(workspace, "m3fd", "--classes", "bus")
      #expect(classes.status == 1 && classes.errors.contains("no class \"bus\"; of People, Lamp"))
    }
  }

  @Test func optionsOfNoEffectAreTold() throws {
    try inWorkspace { workspace in
      let trusted = try run(
        workspace, "m3fd", "--model", "none", "--method", "average", "--trust", "--precision",
        "float32")
      #expect(
        trusted.status == 0
          && trusted.errors.contains(
            "Warning: --precision, --trust: of no effect, as no network fuses"),
        "\(trusted.errors)")
    }
  }

  @Test(arguments: [
    (["--trust", "--conventions", "{}"], "--trust, --conventions: of no effect, as no --model is"),
    (["--model", "none", "--device", "cpu"], "--device: of no effect, as no network fuses"),
    (
      ["--model", "a.onnx", "--precision", "float32", "--conventions", "{}"],
      "--precision: of no effect, as somebody else's"
    ),
    (["--model", "a.onnx", "--model", "fast", "--precision", "float32", "--trust"], nil),
    ([], nil),
  ])
  func whatNetworksDoNotTakeIsTold(_ options: [String], _ wanted: String?) throws {
    let command = try #require(
      try Root.parseAsRoot(["benchmark", "detection", "m3fd"] + options) as? BenchmarkDetection)
    let found = command.candidates.idleOptions(command.candidates.benchmarkModels)
    #expect(found.count == (wanted == nil ? 0 : 1), "\(found)")
    #expect(found.first?.hasPrefix(wanted ?? "") ?? true, "\(found)")
  }

  @Test func whatIsWrongIsNamed() throws {
    try inWorkspace { workspace in
      let unknown = try run(workspace, "kaist")
      #expect(unknown.status == 2)
      #expect(unknown.errors.contains("kaist: no set and no folder") == true)
      #expect(unknown.errors.contains("msrs, flir, llvip, m3fd, atr-umod or a folder"))
      let missing = try run(workspace, "m3fd", "--labels", "labels_ir")
      #expect(missing.status == 1)
      #expect(missing.errors.contains("m3fd_test/labels_ir/1.txt: no such file"))
      let twins = try run(workspace, "m3fd", "--fused", "visible=\(workspace["visible"])")
      #expect(twins.status == 2 && twins.errors.contains("two rows are called visible"))
      let side = try run(workspace, "m3fd", "--side", "100")
      #expect(side.status == 2 && side.errors.contains("a multiple of 32"))
      let nowhere = try run(workspace, "nowhere/set")
      #expect(nowhere.status == 1 && nowhere.errors.contains("nowhere/set: "))
    }
  }
}
