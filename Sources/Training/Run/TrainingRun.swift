// SPDX-License-Identifier: Apache-2.0

import Collectives
private import Foundation
public import FusionModel
private import Tensors

/// A training run: settings and folders of pairs in, a run's folder with weights out.
///
///     var configuration = TrainingConfiguration(model: .fast)
///     configuration.steps = 5000
///     let run = TrainingRun(configuration, data: [.folder("MSRS")], folder: "runs/first")
///     let outcome = try await run.start { print($0) }
public struct TrainingRun: Sendable {
  /// The settings.
  public let configuration: TrainingConfiguration
  /// Where the pairs are.
  public let data: [DataSource]
  /// The run's folder.
  public let folder: String
  /// What it runs on.
  public var device = ComputeDevice.cpu
  /// CPU threads of the network, 1 to 1024; nil: one a core.
  public var threads: Int?
  /// Background tasks that prepare batches.
  public var loaderTasks = 2
  /// Bytes of decoded pairs that are kept in memory, at most.
  public var dataMemoryLimit = 2 << 30
  /// What to begin with instead of random weights: a preset that weights are shipped for, or the
  /// path of a weight file, of the same network. A run that is resumed has those that it began
  /// with, and reads them only where it has no checkpoint yet.
  public var initialWeights: String?
  let isResumed: Bool

  /// A new run; its folder must not hold one.
  public init(_ configuration: TrainingConfiguration, data: [DataSource], folder: String) {
    self.configuration = configuration
    self.data = data
    self.folder = folder
    isResumed = false
  }

  /// The run that a folder holds, to go on from its newest checkpoint; from its beginning, with the
  /// same first weights, where there is none yet.
  ///
  /// - Throws: ``TrainingError`` where it holds none.
  public init(resuming folder: String) throws {
    let description = try RunDescription(path: RunFolder(path: folder).configuration)
    configuration = description.configuration
    data = description.data
    initialWeights = description.initialWeights
    self.folder = folder
    isResumed = true
  }

  /// What its folder says of it.
  var description: RunDescription {
    RunDescription(configuration: configuration, data: data, initialWeights: initialWeights)
  }

  /// Runs to the end, or until `shouldStop` says so or the task is cancelled; then the step is
  /// ended and a checkpoint written first.
  ///
  /// Where `torchrun` has started several processes, they train together, each on `batch` crops a
  /// step; rank 0 alone writes and reports. No other process may train in the folder meanwhile. To
  /// resume, all ranks need the run's `config.json`; the checkpoint is read by rank 0, whose step
  /// all go on from.
  ///
  /// - Parameters:
  ///   - shouldStop: Asked after every step.
  ///   - report: Told what happens, in order.
  /// - Returns: Whether it went to its end; `interrupted` for a task that is cancelled, too.
  /// - Throws: ``TrainingError``; `DatasetError` and `ImagingError` for data that cannot be read;
  ///   `FusionModelError` for weights, devices and threads. The last good checkpoint stays.
  public func start(
    stoppingWhen shouldStop: @escaping @Sendable () -> Bool = { false },
    report: @escaping @Sendable (TrainingEvent) -> Void
  ) async throws -> TrainingOutcome {
    try configuration.validate()
    try FusionModelError.checkThreads(threads)
    // LibTorch keeps a team of workers for each thread that computes with several, and two teams
    // get in each other's way: the loop's thread alone may have one.
    return try await withTrainingErrors {
      let ranks = try RankEnvironment()
      let pairs = try readPairs { if ranks.rank == 0 { report($0) } }
      return try await inFolder(of: ranks.rank) {
        let loop = try Engine.withThreads(1) {
          try TrainingLoop(self, pairs, ranks, report: report)
        }
        return try await Engine.withThreads(threads) {
          try await loop.run(isResumed: isResumed, stoppingWhen: shouldStop)
        }
      }
    }
  }

  /// Lists the data, and looks at the first weights of a new run.
  private func readPairs(_ report: (TrainingEvent) -> Void) throws -> TrainingData {
    let pairs = try TrainingData(
      data, configuration.validation, seed: configuration.seed, excluding: folder)
    (pairs.notes + pairs.ranges).forEach { report(.note($0)) }
    pairs.warnings.forEach { report(.warning($0)) }
    if !isResumed, let initialWeights {
      let (file, wanted) = (
        try ModelSource(initialWeights).open(), NetworkBlueprint(DAEFuse.self, configuration.model)
      )
      try file.checkFit(wanted)
      if !file.blueprint.isSame(as: wanted) {
        report(
          .warning(
            "\(initialWeights): made with other numbers of the head; this run's own are taken"))
      }
    }
    return pairs
  }

  /// The device of a rank: where a GPU is wanted, the one with its number on its machine, counted
  /// anew where there are fewer that it may see.
  func device(of ranks: RankEnvironment) -> ComputeDevice {
    guard ranks.size > 1, device == .auto || device == .cuda(0) else { return device }
    let count = Device.cudaCount
    return count > 0 ? .cuda(ranks.localRank % count) : device == .auto ? .cpu : device
  }
}
