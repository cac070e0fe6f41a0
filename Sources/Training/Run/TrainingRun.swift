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
  /// CPU threads of the network; nil leaves LibTorch's choice.
  public var threads: Int?
  /// Background tasks that prepare batches.
  public var loaderTasks = 2
  /// Bytes of decoded pairs that are kept in memory, at most.
  public var dataMemoryLimit = 2 << 30
  /// A weight file of the same network to begin with, instead of random weights.
  public var initialWeights: String?
  private let isResumed: Bool

  /// A new run; its folder must not hold one.
  public init(_ configuration: TrainingConfiguration, data: [DataSource], folder: String) {
    self.configuration = configuration
    self.data = data
    self.folder = folder
    isResumed = false
  }

  /// The run that a folder holds, to go on from its newest checkpoint; from its beginning where
  /// there is none yet.
  ///
  /// - Throws: ``TrainingError`` where it holds none.
  public init(resuming folder: String) throws {
    let description = try RunDescription(path: RunFolder(path: folder).configuration)
    configuration = description.configuration
    data = description.data
    self.folder = folder
    isResumed = true
  }

  /// Runs to the end, or until `shouldStop` says so; then a checkpoint is written first.
  ///
  /// - Parameters:
  ///   - shouldStop: Asked after every step.
  ///   - report: Told what happens, in order.
  /// - Throws: ``TrainingError``; `DatasetError` and `ImagingError` for data that cannot be read;
  ///   ``FusionModelError`` for weights and devices. The last good checkpoint stays.
  public func start(
    stoppingWhen shouldStop: @escaping @Sendable () -> Bool = { false },
    report: @escaping @Sendable (TrainingEvent) -> Void
  ) async throws -> TrainingOutcome {
    try configuration.validate()
    if let threads { Engine.threadCount = threads }
    let description = RunDescription(configuration: configuration, data: data)
    let folder = RunFolder(path: folder)
    let pairs = try TrainingData(data, configuration.validation, seed: configuration.seed)
    if !isResumed { try folder.create(description) }
    let loop = try TrainingLoop(self, description, pairs, folder, report: report)
    return try await loop.run(isResumed: isResumed, stoppingWhen: shouldStop)
  }
}
