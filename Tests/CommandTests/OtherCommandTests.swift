// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionModel
import Imaging
import Layers
import Safetensors
import TestSupport
import Testing

/// `info`, `version`, `scene` and the help texts.
@Suite(.tags(.endToEnd)) struct OtherCommandTests {
  @Test func infoDescribesAWeightFile() throws {
    try Workspace.with { workspace in
      let outcome = try Command.run("info", workspace.weights, "--json", "--size", "320x240")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let report = try #require(
        try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      #expect(report["preset"] as? String == "tiny")
      let golden = try Golden(named: "dae_fuse.parameters")
      let statistics = ["running_mean", "running_var", "num_batches_tracked"]
      let trained = golden.file.entries.filter { entry in
        !statistics.contains { entry.key.hasSuffix($0) }
      }
      let count = trained.values.reduce(0) { $0 + $1.shape.reduce(1, *) }
      #expect(report["parameters"] as? Int == count)
      let multiplyAdds = try #require(report["multiplyAdds"] as? Int)
      #expect(multiplyAdds > 200_000_000)
    }
  }

  @Test func averageWritesAModelOnce() throws {
    try Workspace.with { workspace in
      let twice = ["average", workspace.weights, workspace.weights, "-o", workspace["mean"]]
      #expect(try Command.run(twice + ["--shares", "2,2"]).status == 0)
      let (one, mean) = (
        try workspace.fuse("one.png"), try workspace.fuse("mean.png", "--model", workspace["mean"])
      )
      #expect(one.status == 0 && mean.status == 0, "\(mean.errors)")
      #expect(try workspace.bytes("one.png") == workspace.bytes("mean.png"))
      let again = try Command.run(twice)
      #expect(
        again.status == 1 && again.errors.contains("is there already; --overwrite replaces it"))
      #expect(try Command.run(twice + ["--overwrite"]).status == 0)
      for (shares, wanted) in [("1", "1 numbers for 2"), ("1,0", "above 0"), ("1,x", "above 0")] {
        let outcome = try Command.run(twice + ["--overwrite", "--shares", shares])
        #expect(outcome.status == 2 && outcome.errors.contains(wanted), "\(outcome)")
      }
      #expect(try Command.run("average", workspace.weights, "-o", workspace["x"]).status == 2)
      let endless = try Command.run(twice + ["--overwrite", "--shares", "1e308,1e308"])
      #expect(endless.status == 2 && endless.errors.contains("too large"), "\(endless.errors)")
      let own = ["average", workspace["mean"], workspace.weights, "-o", workspace["mean"]]
      let refused = try Command.run(own + ["--overwrite"])
      #expect(refused.status == 1 && refused.errors.contains("is one of the inputs"))
    }
  }

  @Test func exportWritesAFileOnce() throws {
    try Workspace.with { workspace in
      let path = workspace["tiny.onnx"]
      let once = ["export", "--model", workspace.weights, "-o", path]
      let first = try Command.run(once)
      #expect(first.status == 0 && first.output.isEmpty, "\(first.errors)")
      let bytes = try workspace.bytes("tiny.onnx")
      // The format's version, 8, and who made it.
      #expect(bytes.starts(with: [8, 8, 0x12, 7] + Array("daefuse".utf8)))
      let again = try Command.run(once + ["--precision", "float16"])
      #expect(
        again.status == 1 && again.errors.contains("\(path): is there already; --overwrite"))
      #expect(try workspace.bytes("tiny.onnx") == bytes)
      #expect(
        try Command.run(once + ["--precision", "float16", "--size", "64x48", "--overwrite"]).status
          == 0)
      #expect(try workspace.bytes("tiny.onnx").count < bytes.count * 3 / 4)
    }
  }

  @Test func exportNamesWhatHasNoGraph() throws {
    try Workspace.with { workspace in
      let outcome = try Command.run("export", "--model", "laplacian", "-o", workspace["x.onnx"])
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("laplacian, a training-free method; a network is wanted"))
      #expect(!FileManager.default.fileExists(atPath: workspace["x.onnx"]))
    }
  }

  @Test func infoTellsLongNotesInALine() throws {
    let outcome = try Command.run("info", "fast")
    let note = outcome.lines.first { $0.hasPrefix("daefuse.training ") }
    #expect(note?.hasSuffix(" lines, which --json shows") == true)
  }

  @Test func infoOfAPresetNeedsNoWeights() throws {
    let outcome = try Command.run("info", "tiny")
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.contains(["weights", "none", "shipped"]))
    #expect(lines.contains(["head.kind", "gainBlend"]))
    #expect(lines.contains(["head.contrast.contrast", "0.26"]))
  }

  @Test("info says what auto stands for, from the cache where it is there")
  func infoTellsThePrecision() throws {
    try withTemporaryFolder { folder in
      let texts = try (0..<2).map { _ in
        try Command.start(["info", "tiny"], variables: ["DAEFUSE_CACHE": folder]).finish().output
      }
      let line = try #require(texts[0].split(separator: "\n").first { $0.hasPrefix("precision") })
      #expect(line.contains(/precision +(float32|bfloat16) \(.+\)/))
      #expect(texts[0] == texts[1])
    }
  }

  @Test(arguments: ["version", "--version"])
  func versionNamesTheEngine(_ question: String) throws {
    let outcome = try Command.run(question)
    #expect(outcome.output == "daefuse \(Release.version) (LibTorch \(Release.engineVersion))\n")
  }

  @Test func sceneWritesPairs() throws {
    try withTemporaryFolder { (folder: String) throws in
      #expect(try Command.run("scene", folder, "--count", "1").status == 0)
      let size = ImageSize(width: 640, height: 480)
      #expect(try Image(contentsOf: "\(folder)/visible/01.png").size == size)
      #expect(try Image(contentsOf: "\(folder)/infrared/01.png").size == size)
      // A user's own pictures may be there.
      let mine = Data("mine".utf8)
      try mine.write(to: URL(filePath: "\(folder)/visible/01.png"))
      let again = try Command.run("scene", folder, "--count", "1")
      #expect(again.status == 1 && again.errors.contains("visible: holds files already"))
      #expect(try Data(contentsOf: URL(filePath: "\(folder)/visible/01.png")) == mine)
      #expect(try Command.run("scene", folder, "--count", "1", "--overwrite").status == 0)
      #expect(try Image(contentsOf: "\(folder)/visible/01.png").size == size)
    }
  }

  @Test func theLargestSeedIsFollowedByTheSmallest() throws {
    try withTemporaryFolder { (folder: String) throws in
      let outcome = try Command.run("scene", folder, "--count", "2", "--seed", "\(UInt64.max)")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try Image(contentsOf: "\(folder)/infrared/02.png").size.width == 640)
    }
  }

  @Test func aFolderThatCannotBeMadeIsNamed() throws {
    let outcome = try Command.run("scene", "/dev/null/pairs")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors
        == "Error: /dev/null/pairs/visible: the folder cannot be made: Not a directory\n")
  }

  /// Help is what a user sees first: it changes on purpose only. To renew a snapshot, run the
  /// command that its name says and read the difference.
  @Test(arguments: [
    "", "align", "average", "bench", "benchmark", "benchmark detection", "benchmark fusion",
    "detect", "evaluate", "export", "fuse", "info", "scene", "serve", "train", "version",
    "video", "volume",
  ])
  func helpIsAsCommitted(_ command: String) throws {
    let name = command.isEmpty ? "daefuse" : command.replacing(" ", with: "-")
    let outcome = try Command.run(command.split(separator: " ").map(String.init) + ["--help"])
    let path = Repository.path("Tests/CommandTests/Snapshots/\(name).txt")
    let expected = try String(contentsOfFile: path, encoding: .utf8)
    #expect(outcome.output == expected)
  }
}
