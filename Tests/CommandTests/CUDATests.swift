// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestSupport
import Testing

/// `daefuse --device cuda`, on a CUDA device made of the CPU's memory: everything but CUDA's
/// kernels.
@Suite(.enabled(if: CUDAStandIn.isWanted, CUDAStandIn.advice), .tags(.endToEnd))
struct CUDATests {
  private func run(_ arguments: [String]) throws -> Command.Outcome {
    try Command.start(arguments, variables: CUDAStandIn.variables()).finish()
  }

  private func arguments(
    _ workspace: Workspace, _ name: String, on device: String, _ more: String...
  ) -> [String] {
    [
      "train", "--preset", "tiny", "--config", workspace["settings.json"], "--data", workspace.root,
      "-o", workspace[name], "--threads", "1", "--device", device,
    ] + more
  }

  @Test("fuses as on the CPU", arguments: [("float32", 0.01), ("bfloat16", 1.5)])
  func fuses(_ precision: String, _ tolerance: Double) throws {
    try Workspace.with { workspace in
      let onCPU = try workspace.fuse("cpu.png", "--device", "cpu", "--precision", "float32")
      #expect(onCPU.status == 0, "\(onCPU.errors)")
      let pair = [workspace["visible/1.png"], workspace["infrared/1.png"]]
      let outcome = try run(
        ["fuse"] + pair + ["-o", workspace["cuda.png"], "--device", "cuda"]
          + ["--precision", precision] + workspace.model)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let images = try ["cpu.png", "cuda.png"].map { try Image(contentsOf: workspace[$0]) }
      let values = images.map { $0.luminance().values }
      let differences = zip(values[0], values[1]).map { abs(Double($0) - Double($1)) * 255 }
      #expect(differences.reduce(0, +) / Double(differences.count) < tolerance)
    }
  }

  @Test("says that there are no more devices, or why there are none")
  func missing() throws {
    try Workspace.with { workspace in
      let pair = [workspace["visible/1.png"], workspace["infrared/1.png"]]
      let arguments = ["fuse"] + pair + ["-o", workspace["f.png"], "--device", "cuda:7"]
      let others = try run(arguments + workspace.model)
      #expect(others.errors.hasSuffix("cuda:7 is not available to this LibTorch and machine\n"))
      let none = try Command.run(arguments + workspace.model)
      #expect(none.errors.contains("and machine: libtorch_cuda.so: "), "\(none.errors)")
      #expect([others.status, none.status] == [1, 1])
    }
  }

  @Test("trains as on the CPU, in both phases", arguments: [("float32", 1e-3), ("bfloat16", 0.1)])
  func trains(_ precision: String, _ tolerance: Double) throws {
    try Workspace.withTraining { workspace in
      for (device, precision) in [("cpu", "float32"), ("cuda", precision)] {
        let outcome = try run(
          arguments(workspace, device, on: device, "--steps", "2", "--precision", precision))
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      let losses = try ["cpu", "cuda"].map { try self.losses(workspace, $0) }
      try #require(losses[0].count > 20 && losses[0].count == losses[1].count)
      for (onCPU, onCUDA) in zip(losses[0], losses[1]) {
        #expect(abs(onCPU - onCUDA) < tolerance * max(1, abs(onCPU)))
      }
    }
  }

  @Test("stopped and resumed, it ends with the same weights")
  func resumes() throws {
    try Workspace.withTraining { workspace in
      let whole = try run(arguments(workspace, "whole", on: "cuda", "--steps", "20"))
      #expect(whole.status == 0, "\(whole.errors)")
      let running = try Command.start(
        arguments(workspace, "parts", on: "cuda", "--steps", "20"),
        variables: CUDAStandIn.variables())
      while try losses(workspace, "parts").isEmpty, running.process.isRunning { usleep(20_000) }
      running.process.terminate()
      let stopped = running.finish()
      #expect(stopped.status == 130, "\(stopped.errors)")
      let resumed = try run(
        ["train", "-o", workspace["parts"], "--resume", "--threads", "1", "--device", "cuda"])
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(
        try workspace.bytes("whole/last.safetensors") == workspace.bytes("parts/last.safetensors"))
    }
  }

  @Test("two ranks with a GPU each add up by NCCL, and do what two of the CPU do")
  func ranks() throws {
    try Workspace.withTraining { workspace in
      for device in ["cpu", "cuda"] {
        let ranks = try startRanks(
          arguments(workspace, device, on: device, "--steps", "2", "--precision", "float32"))
        let outcomes = ranks.map { $0.finish() }
        #expect(outcomes.map(\.status) == [0, 0], "\(outcomes)")
        #expect(!outcomes[0].errors.contains("NCCL"), "\(outcomes[0].errors)")
      }
      let losses = try ["cpu", "cuda"].map { try self.losses(workspace, $0) }
      try #require(losses[0].count > 10 && losses[0].count == losses[1].count)
      for (onCPU, onCUDA) in zip(losses[0], losses[1]) {
        #expect(abs(onCPU - onCUDA) < 1e-3 * max(1, abs(onCPU)))
      }
    }
  }

  /// Two ranks as of two machines with one GPU each.
  private func startRanks(_ arguments: [String]) throws -> [RunningCommand] {
    let port = try freePort()
    return try (0..<2).map { rank in
      let variables = [
        "RANK": "\(rank)", "WORLD_SIZE": "2", "LOCAL_RANK": "0", "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": "\(port)", "CUDA_VISIBLE_DEVICES": "\(rank)",
      ]
      return try Command.start(
        arguments, variables: variables.merging(CUDAStandIn.variables()) { $1 })
    }
  }

  /// All numbers of the steps in metrics.jsonl but those of the clock; none before there are steps.
  private func losses(_ workspace: Workspace, _ run: String) throws -> [Double] {
    let path = workspace["\(run)/metrics.jsonl"]
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return try String(contentsOfFile: path, encoding: .utf8)
      .split(separator: "\n").filter { $0.contains(#""kind":"training""#) }
      .flatMap { line in
        let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        return row.keys.sorted().filter { !["pairs per second", "waited share"].contains($0) }
          .compactMap { row[$0] as? Double }
      }
  }
}
