// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What `daefuse train` makes of the folder that it finds, and what it leaves there.
@Suite(.tags(.endToEnd)) struct RunFolderTests {
  private func train(_ workspace: Workspace, _ more: String...) -> [String] {
    [
      "train", "--preset", "tiny", "--config", workspace["settings.json"], "--data", workspace.root,
      "-o", workspace["run"], "--threads", "1",
    ] + more
  }

  /// The pairs are 64x48.
  @Test func aRunThatFailsBeforeItsFirstStepLeavesTheFolderAsItWas() throws {
    try Workspace.withTraining { workspace in
      let tooLarge = train(workspace, "--steps", "2", "--crop", "64")
      #expect(try Command.run(tooLarge).errors.contains("as large as the crop of 64x64"))
      #expect(!FileManager.default.fileExists(atPath: workspace["run"]))
      try FileManager.default.createDirectory(
        atPath: workspace["run"], withIntermediateDirectories: false)
      try workspace.write("mine".utf8, to: "run/notes.txt")
      #expect(try Command.run(tooLarge).status == 1)
      #expect(try workspace.files(in: "run") == ["notes.txt"])
      let corrected = try Command.run(train(workspace, "--steps", "2"))
      #expect(corrected.status == 0, "\(corrected.errors)")
      #expect(try workspace.files(in: "run").contains("notes.txt"))
    }
  }

  @Test func aRunWithoutItsCheckpointsIsNotBegunAnewInSilence() throws {
    try Workspace.withTraining { workspace in
      #expect(try Command.run(train(workspace, "--steps", "2")).status == 0)
      let checkpoints = workspace["run/checkpoints"]
      try FileManager.default.removeItem(atPath: checkpoints)
      let record = try workspace.bytes("run/metrics.jsonl")
      let missing = try Command.run(train(workspace, "--steps", "2", "--resume"))
      #expect(missing.status == 1)
      #expect(missing.errors.contains("run/checkpoints: no such folder"), "\(missing.errors)")
      #expect(try workspace.bytes("run/metrics.jsonl") == record)
      try FileManager.default.createDirectory(
        atPath: checkpoints, withIntermediateDirectories: false)
      let empty = try Command.run(train(workspace, "--steps", "2", "--resume"))
      #expect(empty.status == 0)
      #expect(empty.errors.contains("no checkpoint yet; the run starts over"), "\(empty.errors)")
    }
  }

  @Test func twoProcessesDoNotTrainInOneFolder() throws {
    try Workspace.withTraining { workspace in
      let first = try Command.start(train(workspace, "--steps", "100000"))
      defer { kill(first.process.processIdentifier, SIGKILL) }
      let deadline = ContinuousClock.now + .seconds(60)
      while (try? workspace.bytes("run/metrics.jsonl").isEmpty) ?? true, deadline > .now {
        usleep(2000)
      }
      for resumption in [[], ["--resume"]] {
        // Without the lock it would train on and on.
        let second = try Command.run(
          after: "ulimit -t 20", train(workspace, "--steps", "100000") + resumption)
        #expect(second.status == 1)
        #expect(
          second.errors.contains(
            "\(workspace["run"]): process \(first.process.processIdentifier) trains there"),
          "\(second.errors)")
      }
      first.process.terminate()
      #expect(first.finish().status == 130)
      #expect(!FileManager.default.fileExists(atPath: workspace["run/lock"]))
    }
  }
}
