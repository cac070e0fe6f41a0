// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Datasets
public import Imaging

/// Fuses files: while one pair is read another is fused and a third one written.
///
/// ```swift
/// let plan = try FusionPlan(first: "visible", second: "infrared", output: "fused")
/// for try await event in FolderFusion().events(of: plan.jobs, by: method) { print(event) }
/// ```
public struct FolderFusion: Sendable {
  /// What happens to an output that is there already.
  public enum ExistingOutput: Sendable {
    /// The job fails, and the file stays.
    case refuse
    /// The file is replaced.
    case replace
    /// The job is left out, so that a run that was cut off goes on.
    case skip
  }

  /// Color, ranges and sizes. Their `depth` is not looked at: a file gets 16 bits where the first
  /// image has more than 8, and 8 bits elsewhere.
  public var options = FusionOptions()
  /// Whether first, second and fused are written side by side.
  public var showsPanel = false
  /// In which colors panels show the second image; nil: as it is.
  public var panelPalette: Palette?
  /// Whether what a highlight's colors stand for is drawn beside the fused image; panels have it in
  /// any case.
  public var showsHighlightBar = false
  /// The degrees of color bars.
  public var temperatureScale = TemperatureScale.celsius
  /// What happens to an output that is there already.
  public var existingOutput = ExistingOutput.refuse
  /// How many pairs are under way at once, 1 or more; each takes memory.
  public var atOnce = 4
  /// How much reading one image may cost.
  public var policy = ImageDecodingPolicy.standard
  /// Called with what writes a file, which it must call: lets a program end between files.
  public var whileWriting: @Sendable (_ write: () throws -> Void) throws -> Void = { try $0() }

  /// All settings at their defaults.
  public init() {}

  /// Does all jobs; one that fails does not stop the others.
  ///
  /// - Parameters:
  ///   - jobs: The files.
  ///   - method: Fuses the luminances.
  /// - Precondition: ``atOnce`` is 1 or more.
  /// - Returns: What became of each job, in the jobs' order. It throws nothing but
  ///   `CancellationError`, a method's too.
  public func events(
    of jobs: [FusionJob], by method: any FusionMethod
  ) -> some AsyncSequence<FusionEvent, any Error> & Sendable {
    jobs.inOrder(atOnce: atOnce) { job in try await event(of: job, by: method) }
  }

  private func event(of job: FusionJob, by method: any FusionMethod) async throws
    -> FusionEvent
  {
    do {
      let start = ContinuousClock.now
      guard let pair = try await onBlockingThread({ try read(job) }) else { return .skipped(job) }
      let loaded = ContinuousClock.now
      let prepared = try PreparedPair(pair.first, pair.second, options(for: pair))
      let fused = try await prepared.fused(by: method, named: job.name)
      let computed = ContinuousClock.now
      try await onBlockingThread { try write(fused, of: prepared, job) }
      return .fused(
        job, fused.size,
        .init(read: loaded - start, fuse: computed - loaded, write: .now - computed),
        FusionRemarks(
          warnings: job.pair.warnings(of: pair) + warnings(of: prepared, job),
          ranges: ranges(of: prepared, job), remarks: job.pair.remarks(of: pair),
          refinement: ImageRefinement(prepared.refinement, path: job.second)))
    } catch let error as ImagingError where error.code == .exists && existingOutput == .skip {
      return .skipped(job)  // another process was faster
    } catch let error as CancellationError {
      throw error
    } catch {
      return .failed(FusionFailure(job, error))
    }
  }

  /// Nil for a job that is to be skipped.
  private func read(_ job: FusionJob) throws -> RegisteredPair? {
    // Found out before anything is computed.
    try isLeftOut(job) ? nil : job.pair.read(policy: policy)
  }

  private func options(for pair: RegisteredPair) -> FusionOptions {
    var options = options
    options.depth = pair.first.samples.depth == .uint8 ? .uint8 : .uint16
    return options
  }

  private func warnings(of pair: PreparedPair, _ job: FusionJob) -> [String] {
    var warnings = pair.unseen.map {
      ["\($0 == .first ? job.first : job.second): no pixel is valid; the other image is taken"]
    }
    for (path, oddities) in [(job.first, pair.firstOddities), (job.second, pair.secondOddities)] {
      warnings = (warnings ?? []) + oddities.map { "\(path): \($0)" }
    }
    return warnings ?? []
  }

  private func ranges(of pair: PreparedPair, _ job: FusionJob) -> [ImageRange] {
    [(job.first, pair.firstRange), (job.second, pair.secondRange)].compactMap { path, range in
      range.flatMap { ImageRange(found: $0, path: path) }
    }
  }

  /// What is written of a fused image.
  private func picture(of fused: Image, _ pair: PreparedPair) -> Image {
    if showsPanel { return pair.panel(of: fused, palette: panelPalette, scale: temperatureScale) }
    return showsHighlightBar ? pair.withHighlightBar(fused, scale: temperatureScale) : fused
  }

  private func write(_ fused: Image, of pair: PreparedPair, _ job: FusionJob) throws {
    let picture = picture(of: fused, pair)
    try whileWriting {
      try picture.write(to: job.output, replacing: existingOutput == .replace)
    }
  }
}
