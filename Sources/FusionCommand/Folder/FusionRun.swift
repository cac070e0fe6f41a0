import Foundation
import FusionModel
import Imaging

/// Fuses pair after pair, the next one being read and the last one being written meanwhile.
struct FusionRun: Sendable {
  let fuser: PairFuser
  let options: FusionOptions
  let isPanel: Bool
  let overwrites: Bool

  /// Runs all jobs; a failed one does not stop the others. Outcomes come in the jobs' order.
  func fuse(_ jobs: [FusionJob], report: (FusionOutcome) -> Void) async {
    var reading = jobs.first.map(read)
    var writing: Task<FusionOutcome, Never>?
    for (index, job) in jobs.enumerated() {
      let pair = await reading?.result
      reading = index + 1 < jobs.count ? read(jobs[index + 1]) : nil
      let next = await fuse(job, pair)
      if let outcome = await writing?.value { report(outcome) }
      writing = next
    }
    if let outcome = await writing?.value { report(outcome) }
  }

  /// A pair in memory.
  private struct Pair: Sendable {
    let first: Image
    let second: Image
    let milliseconds: Double
  }

  private func read(_ job: FusionJob) -> Task<Pair, any Error> {
    Task {
      let clock = Stopwatch()
      try checkOutput(job)
      let (first, second) = (
        try Image(contentsOf: job.first), try Image(contentsOf: job.second)
      )
      return Pair(first: first, second: second, milliseconds: clock.milliseconds)
    }
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

  /// Fuses a pair and starts writing the result.
  private func fuse(
    _ job: FusionJob, _ pair: Result<Pair, any Error>?
  ) async -> Task<FusionOutcome, Never>? {
    do {
      guard let pair = try pair?.get() else { return nil }
      let clock = Stopwatch()
      var options = options
      options.depth = outputDepth(pair.first)
      let fused = try await fuser.fuse(pair.first, pair.second, options: options)
      let times = (read: pair.milliseconds, fuse: clock.milliseconds)
      return Task { write(fused, pair, job, times) }
    } catch {
      let outcome = FusionOutcome(job: job, failure: "\(error)")
      return Task { outcome }
    }
  }

  /// A first image of more than 8 bits gives a fused one of 16 bits.
  private func outputDepth(_ first: Image) -> Depth {
    first.samples.depth == .uint8 ? .uint8 : .uint16
  }

  private func write(
    _ fused: Image, _ pair: Pair, _ job: FusionJob, _ times: (read: Double, fuse: Double)
  ) -> FusionOutcome {
    let clock = Stopwatch()
    do {
      let picture =
        isPanel
        ? try .panel(first: pair.first, second: pair.second, fused: fused, options: options)
        : fused
      try Interruption.shared.whileWriting { try picture.write(to: job.output) }
    } catch {
      return FusionOutcome(job: job, failure: "\(error)")
    }
    return FusionOutcome(
      job: job, size: fused.size,
      milliseconds: .init(read: times.read, fuse: times.fuse, write: clock.milliseconds))
  }
}

/// Measures from when it was made.
struct Stopwatch {
  private let start = ContinuousClock.now

  var milliseconds: Double {
    let elapsed = ContinuousClock.now - start
    return Double(elapsed / .microseconds(1)) / 1000
  }
}
