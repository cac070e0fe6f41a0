// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionModel
import Layers
import Safetensors
import Tensors
import TestSupport
import Testing

/// `daefuse train`, run as a user would.
@Suite(.tags(.endToEnd)) struct TrainTests {
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
      let report = try String(contentsOfFile: workspace["run/report.html"], encoding: .utf8)
      #expect(!report.contains(workspace.root), "a report that is handed on tells no paths")
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
      wait(for: running) { steps(workspace, "run") > 0 }
      kill(running.process.processIdentifier, signal)
      let stopped = running.finish()
      #expect(stopped.status == 130, "\(stopped.errors)")
      #expect(stopped.errors.contains("--resume goes on"))
      let recorded = steps(workspace, "run")
      let again = try Command.start(["train", "-o", workspace["run"], "--resume", "--threads", "1"])
      wait(for: again) { steps(workspace, "run") > recorded }
      again.process.terminate()
      #expect(again.finish().errors.contains("going on after step \(recorded)"))
    }
  }

  /// Moments of a run's life, as its folder shows them.
  private enum Moment: CaseIterable {
    case started, stepTaken, checkpointBegun, checkpointWritten, stepAfterCheckpoint
  }

  /// A scheduler's job: one command, however often it is killed. The longer version is
  /// Scripts/kill-training.
  @Test func killedAtTwentyMomentsTheWeightsAreTheSame() throws {
    try Workspace.withTraining { workspace in
      let whole = try Command.run(arguments(workspace, "whole", steps: 60))
      #expect(whole.status == 0, "\(whole.errors)")
      let command = arguments(workspace, "killed", steps: 60) + ["--resume"]
      var kills = 0
      for moment in Array(repeating: Moment.allCases, count: 4).joined() {
        let running = try Command.start(command)
        wait(for: running, until: moment, workspace, "killed")
        kill(running.process.processIdentifier, SIGKILL)
        if running.finish().status == SIGKILL { kills += 1 }
      }
      // On a busy machine a run may end before its moment is seen.
      #expect(kills > 15)
      let last = try Command.run(command)
      #expect(last.status == 0 && last.errors.contains("going on after step"), "\(last.errors)")
      for name in ["last", "model", "checkpoints/step-000000060"] {
        #expect(
          try workspace.bytes("whole/\(name).safetensors")
            == workspace.bytes("killed/\(name).safetensors"), "\(name)")
      }
      #expect(try record(workspace, "whole") == record(workspace, "killed"))
    }
  }

  @Test func resumingNamesTheSettingsThatAreNotTheRuns() throws {
    try Workspace.withTraining { workspace in
      let command = arguments(workspace, "run", steps: 2)
      let first = try Command.run(command + ["--resume"])
      #expect(first.status == 0, "begins where there is none: \(first.errors)")
      let again = try Command.run(command + ["--resume"])
      #expect(again.status == 0 && again.errors.contains("after step 2"), "\(again.errors)")
      let other = try Command.run(
        command + ["--resume", "--steps", "3", "--batch", "4", "--pairs", "x:y", "--init", "fast"])
      #expect(other.status == 2)
      for difference in [
        "steps is 2 there, 3 was given", "batch is 2 there, 4 was given",
        "data is \(workspace.root) there, \(workspace.root) x:y was given",
        "initial weights is random there, fast was given",
      ] {
        #expect(other.errors.contains(difference), "\(other.errors)")
      }
      let anew = try Command.run(command)
      #expect(anew.status == 1 && anew.errors.contains("--resume"), "\(anew.errors)")
      let nothing = try Command.run(["train", "-o", workspace["nowhere"], "--resume"])
      #expect(nothing.status == 1 && nothing.errors.contains("nowhere/config.json"))
    }
  }

  @Test func aRunGoesOnFromAnotherDirectory() throws {
    try Workspace.withTraining { workspace in
      let first = try Command.run(
        after: "cd '\(workspace.root)'",
        [
          "train", "--preset", "tiny", "--config", "settings.json", "--data", ".", "-o", "run",
          "--steps", "2", "--threads", "1",
        ])
      #expect(first.status == 0, "\(first.errors)")
      for data in [[], ["--data", workspace.root]] {
        let again = try Command.run(
          ["train", "-o", workspace["run"], "--resume", "--threads", "1"] + data)
        #expect(again.status == 0, "\(again.errors)")
      }
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
    try startRanks([arguments, arguments])
  }

  /// Starts ranks, each with arguments of its own.
  private func startRanks(_ arguments: [[String]]) throws -> [RunningCommand] {
    let port = try freePort()
    return try arguments.enumerated().map { rank, own in
      try Command.start(
        own,
        variables: [
          "RANK": "\(rank)", "WORLD_SIZE": "\(arguments.count)", "LOCAL_RANK": "\(rank)",
          "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": "\(port)",
        ])
    }
  }

  /// What rank 1 finds in a folder of its own.
  enum OtherFolder: CaseIterable {
    case behind, ahead, damaged
  }

  @Test func allRanksGoOnFromRankZerosStep() throws {
    try Workspace.withTraining { workspace in
      let whole = try startRanks(arguments(workspace, "whole", steps: 6)).map { $0.finish() }
      #expect(whole.map(\.status) == [0, 0], "\(whole)")
      for other in OtherFolder.allCases { try goOn(from: other, workspace) }
    }
  }

  /// Rank 0 lacks the last of two checkpoints; what rank 1 has is not to matter.
  private func goOn(from other: OtherFolder, _ workspace: Workspace) throws {
    let manager = FileManager.default
    let (zero, one) = ("\(other)-zero", "\(other)-one")
    for folder in [zero, one] {
      try manager.copyItem(atPath: workspace["whole"], toPath: workspace[folder])
    }
    let (newest, before) = (
      "checkpoints/step-000000006.safetensors", "checkpoints/step-000000003.safetensors"
    )
    try manager.removeItem(atPath: workspace["\(zero)/\(newest)"])
    switch other {
    case .behind:
      for name in [newest, before] { try manager.removeItem(atPath: workspace["\(one)/\(name)"]) }
    case .ahead: break
    case .damaged:
      try manager.removeItem(atPath: workspace["\(one)/\(newest)"])
      try workspace.write(
        workspace.bytes("\(one)/\(before)").dropLast(99), to: "\(one)/\(before)")
    }
    let ranks = try startRanks(
      [zero, one].map { ["train", "-o", workspace[$0], "--resume", "--threads", "1"] }
    ).map { $0.finish() }
    #expect(ranks.map(\.status) == [0, 0], "\(other): \(ranks)")
    #expect(ranks[0].errors.contains("going on after step 3"))
    for name in [newest, "last.safetensors"] {
      #expect(
        try workspace.bytes("\(zero)/\(name)") == workspace.bytes("whole/\(name)"),
        "\(other): \(name)")
    }
  }

  @Test func aVariableOfTheLauncherThatIsMissingIsAMistake() throws {
    try Workspace.withTraining { workspace in
      let outcome = try Command.start(
        arguments(workspace, "run", steps: 1), variables: ["WORLD_SIZE": "2"]
      ).finish()
      #expect(outcome.status == 2, "\(outcome.errors)")
      #expect(outcome.errors.hasPrefix("Error: RANK is not set, but WORLD_SIZE is"))
    }
  }

  @Test func aRankWithOtherSettingsIsNamed() throws {
    try Workspace.withTraining { workspace in
      let command = arguments(workspace, "run", steps: 9)
      let ranks = try startRanks([command, command + ["--seed", "2"]]).map { $0.finish() }
      for rank in ranks {
        #expect(rank.status == 1 && rank.errors.contains("rank 1 of 2: other settings"), "\(rank)")
      }
    }
  }

  /// Without the correlation loss (8), whose square of a mean over the batch is each rank's own,
  /// and those of edges and information, whose gradients jump where two edges are of one strength
  /// and from bin to bin.
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
      // The means of gradients that the optimizers keep; weights say less, as Adam divides each
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
      wait(for: ranks[0]) { steps(workspace, "run") > 0 }
      kill(ranks[1].process.processIdentifier, SIGKILL)
      let start = ContinuousClock.now
      let survivor = ranks[0].finish()
      _ = ranks[1].finish()
      #expect(survivor.status == 1 && survivor.errors.contains("rank 1"), "\(survivor.errors)")
      #expect(ContinuousClock.now - start < .seconds(48))
    }
  }

  @Test(arguments: [
    (["--preset", "huge"], "no preset is called huge", Int32(2)),
    (["--preset", "tiny", "--batch", "0"], "batch is 0", 2),
    (["--preset", "tiny", "--crop", "64"], "64x64", 1),
    (["--preset", "tiny", "--config", "/nowhere.json"], "/nowhere.json: no such file", 2),
    (["--preset", "tiny", "--device", "cuda:7"], "cuda:7", 1),
    (["--preset", "tiny", "--pairs", "one"], "two folders with a colon", 2),
    (["--preset", "tiny", "--batch", "9223372036854775807"], "batch is 9223372036854775807", 2),
    (["--phase1-epochs", "9223372036854775807"], "phase1Epochs is 9223372036854775807", 2),
  ])
  func mistakes(_ more: [String], _ wanted: String, _ status: Int32) throws {
    try Workspace.withTraining { workspace in
      let outcome = try Command.run(
        ["train", "--data", workspace.root, "-o", workspace["run"], "--steps", "2"] + more)
      #expect(outcome.status == status, "\(outcome.errors)")
      #expect(outcome.errors.contains(wanted), "\(outcome.errors)")
    }
  }

  /// Waits until `isReached` says so, or the run has ended.
  private func wait(for running: RunningCommand, until isReached: () -> Bool) {
    let deadline = ContinuousClock.now + .seconds(300)
    while running.process.isRunning, !isReached() {
      guard ContinuousClock.now < deadline else {
        Issue.record("no sign in five minutes")
        return
      }
      usleep(2000)
    }
  }

  /// Waits until a run that was just started is at a moment of its life.
  private func wait(
    for running: RunningCommand, until moment: Moment, _ workspace: Workspace, _ run: String
  ) {
    let (taken, known) = (steps(workspace, run), checkpoints(workspace, run))
    var atCheckpoint: Int?
    wait(for: running) {
      let new = checkpoints(workspace, run).subtracting(known)
      let isWritten = new.contains { $0.hasPrefix("step-") }
      switch moment {
      case .started: return true
      case .stepTaken: return steps(workspace, run) != taken
      case .checkpointBegun: return !new.isEmpty
      case .checkpointWritten: return isWritten
      case .stepAfterCheckpoint:
        if isWritten, atCheckpoint == nil { atCheckpoint = steps(workspace, run) }
        return atCheckpoint.map { steps(workspace, run) > $0 } ?? false
      }
    }
  }

  /// Names in the folder of checkpoints, half-written ones included.
  private func checkpoints(_ workspace: Workspace, _ run: String) -> Set<String> {
    Set((try? workspace.files(in: "\(run)/checkpoints")) ?? [])
  }

  /// The steps that are recorded; 0 where there is no record.
  private func steps(_ workspace: Workspace, _ run: String) -> Int {
    let rows = try? String(contentsOfFile: workspace["\(run)/metrics.jsonl"], encoding: .utf8)
    let lines = rows?.split(separator: "\n") ?? []
    return lines.filter { $0.contains(#""kind":"training""#) }.count
  }

  /// The lines of metrics.jsonl without what depends on the clock.
  private func record(_ workspace: Workspace, _ run: String) throws -> [String] {
    try String(contentsOfFile: workspace["\(run)/metrics.jsonl"], encoding: .utf8)
      .split(separator: "\n").map {
        String($0).replacing(/"(pairs per second|waited share)":[^,}]*/, with: "")
      }
  }
}
