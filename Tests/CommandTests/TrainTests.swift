// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionModel
import Layers
import Safetensors
import Tensors
import TestSupport
import Testing

/// `daefuse train`, run as a user would.
@Suite struct TrainTests {
  private func arguments(_ workspace: Workspace, _ name: String, steps: Int) -> [String] {
    [
      "train", "--preset", "tiny", "--config", workspace["settings.json"], "--data", workspace.root,
      "-o", workspace[name], "--steps", "\(steps)", "--threads", "1",
    ]
  }

  @Test func writesARunFolderWithWeightsThatFuse() throws {
    try Workspace.withTraining { workspace in
      let outcome = try Command.run(arguments(workspace, "run", steps: 10))
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("step 10/10 fusion"))
      let files = try workspace.files(in: "run")
      for name in [
        "config.json", "metrics.jsonl", "model.safetensors", "last.safetensors", "report.html",
      ] {
        #expect(files.contains(name))
      }
      #expect(files.contains { $0.hasPrefix("events.out.tfevents.") })
      #expect(try workspace.files(in: "run/previews").contains { $0.hasSuffix("000010.png") })
      #expect(try workspace.files(in: "run/checkpoints").count == 2)
      let rows = try String(contentsOfFile: workspace["run/metrics.jsonl"], encoding: .utf8)
      #expect(rows.split(separator: "\n").filter { $0.contains(#""kind":"training""#) }.count == 10)
      let fused = try workspace.fuse("f.png", "--model", workspace["run/model.safetensors"])
      #expect(fused.status == 0, "\(fused.errors)")
    }
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func aSignalLeavesACheckpointToGoOnFrom(_ signal: Int32) throws {
    try Workspace.withTraining { workspace in
      let running = try Command.start(arguments(workspace, "run", steps: 2000))
      try waitForRecord(workspace, "run")
      kill(running.process.processIdentifier, signal)
      let stopped = running.finish()
      #expect(stopped.status == 130, "\(stopped.errors)")
      #expect(stopped.errors.contains("--resume goes on"))
      let recorded = try steps(workspace, "run")
      let again = try Command.start(["train", "-o", workspace["run"], "--resume", "--threads", "1"])
      try waitForRecord(workspace, "run", longerThan: recorded)
      again.process.terminate()
      #expect(again.finish().errors.contains("going on after step \(recorded)"))
    }
  }

  /// The longer version is Scripts/kill-training.
  @Test func killedAtTwentyMomentsTheWeightsAreTheSame() throws {
    try Workspace.withTraining { workspace in
      let whole = try Command.run(arguments(workspace, "whole", steps: 30))
      #expect(whole.status == 0, "\(whole.errors)")
      var (kills, arguments) = (0, arguments(workspace, "killed", steps: 30))
      var status: Int32 = -1
      while status != 0 {
        let running = try Command.start(arguments)
        if kills < 20 {
          usleep(UInt32.random(in: 100_000...1_500_000))
          kill(running.process.processIdentifier, SIGKILL)
          kills += 1
        }
        status = running.finish().status
        let hasBegun = FileManager.default.fileExists(atPath: workspace["killed/config.json"])
        if hasBegun {
          arguments = ["train", "-o", workspace["killed"], "--resume", "--threads", "1"]
        }
      }
      for name in ["last", "model", "checkpoints/step-000000030"] {
        #expect(
          try workspace.bytes("whole/\(name).safetensors")
            == workspace.bytes("killed/\(name).safetensors"), "\(name)")
      }
      #expect(try record(workspace, "whole") == record(workspace, "killed"))
    }
  }

  @Test func aFullDiskLeavesTheLastCheckpoint() throws {
    try Workspace.withTraining { workspace in
      let first = try Command.run(arguments(workspace, "run", steps: 3))
      #expect(first.status == 0, "\(first.errors)")
      let size = try workspace.bytes("run/checkpoints/step-000000003.safetensors").count
      // A file may grow to half of a checkpoint: as on a full disk, writing fails midway.
      let full = try Command.run(
        after: "ulimit -f \(size / 2048); trap '' XFSZ", arguments(workspace, "other", steps: 9))
      #expect(full.status == 1, "\(full.errors)")
      #expect(full.errors.contains("cannot be written"), "\(full.errors)")
      #expect(try workspace.files(in: "other/checkpoints") == [])
    }
  }

  /// Starts the ranks of one run, as torchrun does.
  private func startRanks(_ arguments: [String]) throws -> [RunningCommand] {
    let port = Int.random(in: 20000...60000)
    return try (0..<2).map { rank in
      try Command.start(
        arguments,
        variables: [
          "RANK": "\(rank)", "WORLD_SIZE": "2", "LOCAL_RANK": "\(rank)",
          "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": "\(port)",
        ])
    }
  }

  /// Without the correlation loss (8), whose square of a mean over the batch is each rank's own, and
  /// those of edges and information, whose gradients jump where two edges are of one strength and from
  /// bin to bin.
  @Test(arguments: ["--phase1-epochs", "--phase2-epochs"])
  func twoRanksDoWhatOneDoesWithTwiceTheBatch(_ otherPhase: String) throws {
    try Workspace.withTraining { workspace in
      let settings = Workspace.trainingSettings.replacing(
        "{\n", with: #"{"losses": {"sigma": 0, "edges": 0, "information": 0},"#, maxReplacements: 1)
      try workspace.write(Array(settings.utf8), to: "settings.json")
      let one = try Command.run(
        arguments(workspace, "one", steps: 1) + ["--batch", "4", otherPhase, "0"])
      #expect(one.status == 0, "\(one.errors)")
      let ranks = try startRanks(arguments(workspace, "two", steps: 1) + [otherPhase, "0"])
        .map { $0.finish() }
      #expect(ranks.map(\.status) == [0, 0], "\(ranks)")
      #expect(
        ranks[0].errors.contains("step 1/1") && !ranks[1].errors.contains("step")
          && !ranks[1].errors.contains("Weights"))
      let files = try ["one", "two"].map {
        try SafetensorsFile(path: workspace["\($0)/checkpoints/step-000000001.safetensors"])
      }
      // The means of gradients that the optimisers keep; weights say less, as Adam divides each
      // gradient by its own size, rounding included.
      for player in ["optimizers.model.", "optimizers.discriminators."] {
        let means = try files.map { file in
          try file.entries.keys.sorted().filter { $0.hasPrefix(player) && $0.hasSuffix(".average") }
            .flatMap { try file.tensor($0).values(as: Float.self).map(Double.init) }
        }
        let difference = zip(means[0], means[1]).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
        let size = means[0].map { $0 * $0 }.reduce(0, +)
        #expect((difference / size).squareRoot() < 1e-4, "\(player)")
      }
    }
  }

  @Test func aKilledRankIsNamedByTheOther() throws {
    try Workspace.withTraining { workspace in
      let ranks = try startRanks(arguments(workspace, "run", steps: 5000))
      try waitForRecord(workspace, "run")
      kill(ranks[1].process.processIdentifier, SIGKILL)
      let start = ContinuousClock.now
      let survivor = ranks[0].finish()
      _ = ranks[1].finish()
      #expect(survivor.status == 1 && survivor.errors.contains("rank 1"), "\(survivor.errors)")
      #expect(ContinuousClock.now - start < .seconds(48))
    }
  }

  @Test(arguments: [
    (["--preset", "huge"], "no preset is called huge", Int32(64)),
    (["--preset", "tiny", "--batch", "0"], "batch is 0", 1),
    (["--preset", "tiny", "--crop", "64"], "64x64", 1),
    (["--preset", "tiny", "--config", "/nowhere.json"], "/nowhere.json: cannot be read", 2),
    (["--preset", "tiny", "--device", "cuda:7"], "cuda:7", 1),
    (["--preset", "tiny", "--pairs", "one"], "two folders with a colon", 64),
    (["--preset", "tiny", "--resume"], "--resume takes data", 64),
  ])
  func mistakes(_ more: [String], _ wanted: String, _ status: Int32) throws {
    try Workspace.withTraining { workspace in
      let outcome = try Command.run(
        ["train", "--data", workspace.root, "-o", workspace["run"], "--steps", "2"] + more)
      #expect(outcome.status == status, "\(outcome.errors)")
      #expect(outcome.errors.contains(wanted), "\(outcome.errors)")
    }
  }

  /// Waits until the run has recorded more steps than `count`.
  private func waitForRecord(_ workspace: Workspace, _ run: String, longerThan count: Int = 0)
    throws
  {
    for _ in 0..<1200 {
      if let recorded = try? steps(workspace, run), recorded > count { return }
      usleep(50_000)
    }
    Issue.record("no step in a minute")
  }

  private func steps(_ workspace: Workspace, _ run: String) throws -> Int {
    try record(workspace, run).filter { $0.contains(#""kind":"training""#) }.count
  }

  /// The lines of metrics.jsonl without what depends on the clock.
  private func record(_ workspace: Workspace, _ run: String) throws -> [String] {
    try String(contentsOfFile: workspace["\(run)/metrics.jsonl"], encoding: .utf8)
      .split(separator: "\n").map {
        String($0).replacing(/"(pairs per second|waited share)":[^,}]*/, with: "")
      }
  }
}
