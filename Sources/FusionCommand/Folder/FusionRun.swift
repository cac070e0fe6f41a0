// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fusion
import Imaging

/// Fuses pairs, several at a time: while one is read another is fused and a third one written.
struct FusionRun: Sendable {
  /// Each fuses one pair at a time.
  let fusers: [any FusionMethod]
  /// How many pairs are under way at once.
  let lanes: Int
  let options: FusionOptions
  let isPanel: Bool
  let overwrites: Bool

  /// Runs all jobs; a failed one does not stop the others. Outcomes come in the jobs' order; where
  /// one cannot be told, the run ends.
  func fuse(
    _ jobs: [FusionJob], report: (FusionOutcome) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (index: Int, lane: Int, outcome: FusionOutcome).self) {
      group in
      func start(_ index: Int, in lane: Int) {
        guard index < jobs.count else { return }
        let fuser = fusers[lane % fusers.count]
        group.addTask { (index, lane, await outcome(of: jobs[index], by: fuser)) }
      }
      for lane in 0..<lanes { start(lane, in: lane) }
      var (next, started) = (0, lanes)
      var early: [Int: FusionOutcome] = [:]
      for try await (index, lane, outcome) in group {
        start(started, in: lane)
        started += 1
        early[index] = outcome
        while let outcome = early.removeValue(forKey: next) {
          try report(outcome)
          next += 1
        }
      }
    }
  }

  private func outcome(of job: FusionJob, by fuser: any FusionMethod) async -> FusionOutcome {
    do {
      let clock = Stopwatch()
      let pair = try read(job)
      let read = clock.milliseconds
      let fused = try await fuse(pair, by: fuser)
      let computed = clock.milliseconds
      try write(fused, pair, job)
      return FusionOutcome(
        job: job, size: fused.size,
        milliseconds: .init(
          read: read, fuse: computed - read, write: clock.milliseconds - computed))
    } catch {
      return FusionOutcome(job: job, failure: "\(error)\(hint(for: error))")
    }
  }

  /// Two images in memory.
  private struct Pair: Sendable {
    let first: Image
    let second: Image
  }

  private func read(_ job: FusionJob) throws -> Pair {
    try checkOutput(job)
    return Pair(first: try Image(contentsOf: job.first), second: try Image(contentsOf: job.second))
  }

  private func fuse(_ pair: Pair, by fuser: any FusionMethod) async throws -> Image {
    var options = options
    options.depth = outputDepth(pair.first)
    return try await PairFusion(options)(pair.first, pair.second, by: fuser)
  }

  /// Found out before anything is computed.
  private func checkOutput(_ job: FusionJob) throws {
    let name = (job.output as NSString).pathExtension
    guard ImageFormat(pathExtension: name) != nil else {
      throw OutputError(
        path: job.output, message: "extension \"\(name)\"; png, jpg, tif or webp is wanted")
    }
    if !overwrites && FileManager.default.fileExists(atPath: job.output) {
      throw OutputError(path: job.output, message: "is there already; --overwrite replaces it")
    }
  }

  /// A first image of more than 8 bits gives a fused one of 16 bits.
  private func outputDepth(_ first: Image) -> Depth {
    first.samples.depth == .uint8 ? .uint8 : .uint16
  }

  private func write(_ fused: Image, _ pair: Pair, _ job: FusionJob) throws {
    let picture =
      isPanel
      ? try .panel(first: pair.first, second: pair.second, fused: fused, options: options) : fused
    try Interruption.shared.whileWriting { try picture.write(to: job.output) }
  }
}

/// The option that helps, after a semicolon; empty where there is none.
private func hint(for error: any Error) -> String {
  guard let error = error as? FusionError, error.code == .unequalSizes else { return "" }
  return "; --resize-second resizes the second"
}

/// Measures from when it was made.
struct Stopwatch {
  private let start = ContinuousClock.now

  var milliseconds: Double {
    let elapsed = ContinuousClock.now - start
    return Double(elapsed / .microseconds(1)) / 1000
  }
}
