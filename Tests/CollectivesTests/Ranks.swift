// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// Processes of `RankWorker` that meet over loopback.
enum Ranks {
  /// What a rank printed and how it ended.
  struct Outcome {
    let status: Int32
    let report: [String: [Double]]
    let errors: String

    /// The numbers of that name; none where the rank has not printed them.
    subscript(_ name: String) -> [Double] { report[name] ?? [] }
  }

  /// The worker lies beside the test bundle.
  static let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "RankWorker").path(percentEncoded: false)

  /// Runs `count` ranks to their ends; `silenceLimit` in seconds. A rank that is frozen is ended
  /// when the others have. `onGPUs` gives each a ``CUDAStandIn`` of its own.
  static func run(
    _ count: Int, _ task: String, _ argument: String = "", silenceLimit: Double = 30,
    onGPUs: Bool = false
  ) throws -> [Outcome] {
    let port = try freePort()
    let gpu = onGPUs ? try CUDAStandIn.variables() : [:]
    let ranks = try (0..<count).map { rank in
      try start(
        [task, "\(silenceLimit)", argument],
        gpu.merging([
          "RANK": "\(rank)", "WORLD_SIZE": "\(count)", "MASTER_ADDR": "127.0.0.1",
          "MASTER_PORT": "\(port)", "CUDA_VISIBLE_DEVICES": "\(rank)",
        ]) { $1 })
    }
    return try finish(ranks)
  }

  /// Starts one rank with these variables.
  static func start(_ arguments: [String], _ variables: [String: String]) throws -> Running {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    return Running(process: process, output: output, errors: errors)
  }

  private static func finish(_ ranks: [Running]) throws -> [Outcome] {
    let deadline = ContinuousClock.now + .seconds(60)
    while ranks.contains(where: \.isActive), ContinuousClock.now < deadline { usleep(10000) }
    for rank in ranks where rank.process.isRunning {
      kill(rank.process.processIdentifier, SIGKILL)
    }
    return try ranks.map { try $0.finish() }
  }
}

/// A rank that has not ended yet. What it prints fits into a pipe's buffer.
struct Running {
  let process: Process
  fileprivate let output: Pipe
  fileprivate let errors: Pipe

  /// Whether it runs and is not frozen.
  fileprivate var isActive: Bool {
    guard process.isRunning else { return false }
    let status = try? String(
      contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
    return status?.split(separator: ") ").last?.hasPrefix("T") == false
  }

  /// Waits for the end.
  func finish() throws -> Ranks.Outcome {
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let reason = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let report = try? JSONDecoder().decode([String: [Double]].self, from: text)
    return Ranks.Outcome(
      status: process.terminationStatus, report: report ?? [:],
      errors: String(decoding: reason, as: UTF8.self))
  }
}
