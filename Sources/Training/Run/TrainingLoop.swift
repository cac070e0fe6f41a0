// SPDX-License-Identifier: Apache-2.0

import Collectives
import Datasets
import FusionModel
import Imaging
import Tensors

/// The loop of a run: batch, step, record, validate, checkpoint.
actor TrainingLoop {
  private let trainer: Trainer
  private let loader: BatchLoader
  private let validation: Validation
  private let checkpoints: CheckpointFolder
  private let folder: RunFolder
  private let run: TrainingRun
  private let pairs: TrainingData
  private let report: @Sendable (TrainingEvent) -> Void
  private var progress = Checkpoint.Progress()
  private var record: RunRecord?
  private var stopwatch: Stopwatch
  /// Whether this is rank 0, which alone writes and reports.
  private let isWriter: Bool
  private nonisolated let executor = ThreadExecutor()

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Steps in a row without a finite gradient that end a run.
  private static let patience = 10

  private var configuration: TrainingConfiguration { run.configuration }
  private var plan: RunPlan { trainer.plan }

  init(
    _ run: TrainingRun, _ pairs: TrainingData, _ ranks: RankEnvironment,
    report: @escaping @Sendable (TrainingEvent) -> Void
  ) throws {
    let configuration = run.configuration
    let device = try run.device(of: ranks).resolved()
    let plan = RunPlan(configuration, pairs: pairs.training.count, ranks: ranks.size)
    let collective = try withTensorErrors { try ranks.join(device: device) }
    trainer = try withTensorErrors {
      Trainer(configuration, plan: plan, device: device, collective: collective)
    }
    loader = try BatchLoader(
      pairs.training,
      settings: BatchSettings(
        side: configuration.crop, count: configuration.batch, seed: configuration.seed,
        toneVariation: configuration.toneVariation,
        share: DataShare(rank: ranks.rank, ranks: ranks.size)),
      tasks: run.loaderTasks, memoryLimit: run.dataMemoryLimit)
    isWriter = ranks.rank == 0
    validation = try Validation(isWriter ? pairs.validation : [], configuration, device: device)
    folder = RunFolder(path: run.folder)
    let description = RunDescription(configuration: configuration, data: run.data)
    checkpoints = CheckpointFolder(
      path: folder.checkpoints, run: description.identity(pairs, ranks: ranks.size))
    self.run = run
    self.pairs = pairs
    self.report = report
    stopwatch = Stopwatch(plan: plan, pairsPerStep: configuration.batch * ranks.size)
  }

  /// Takes the steps that are left, with as many threads.
  func run(
    isResumed: Bool, threads: Int, stoppingWhen shouldStop: @Sendable () -> Bool
  ) async throws -> TrainingOutcome {
    Engine.threadCount = threads
    defer { Task { [loader] in await loader.stop() } }
    try isResumed ? resume() : begin()
    try withTensorErrors { try trainer.collective.broadcast(trainer.state) }
    tell(
      .began(
        plan, pairs: pairs.training.count, validationPairs: pairs.validation.count,
        nextStep: progress.nextStep))
    if let detour = trainer.collective.detour {
      tell(.warning("the GPUs' numbers go through memory of the CPU, not by NCCL: \(detour)"))
    }
    stopwatch.start(at: progress.nextStep)
    while progress.nextStep < plan.steps {
      let crops = try await loader.batch(at: progress.nextStep)
      try await takeStep(on: crops)
      if isWriter, plan.endsEpoch(progress.nextStep, every: configuration.validation.interval) {
        try validate()
      }
      let isStopped = try anyRank(shouldStop())
      if isStopped || progress.nextStep % configuration.checkpointInterval == 0 {
        try writeCheckpoint()
      }
      if isStopped { return .interrupted(nextStep: progress.nextStep) }
    }
    try finish()
    return .finished
  }

  /// Whether any rank says so.
  private func anyRank(_ answer: Bool) throws -> Bool {
    try withTensorErrors { try trainer.collective.sum([answer ? 1 : 0]) }[0] > 0
  }

  /// Reports, if this is the process that does.
  private func tell(_ event: TrainingEvent) { if isWriter { report(event) } }

  private func takeStep(on crops: CropBatch) async throws {
    let step = progress.nextStep
    if step > 0, step == plan.firstStep(of: .fusion) { trainer.enterPhase(of: step) }
    let stepReport = try withTensorErrors { try trainer.step(step, on: crops) }
    progress.nextStep += 1
    try account(for: stepReport)
    let pace = stopwatch.pace(after: progress.nextStep, waited: await loader.waited)
    try record?.add(MetricsRow(stepReport, pace))
    tell(.step(stepReport, pace))
  }

  /// Counts steps that could not be taken, and watches the game.
  private func account(for stepReport: StepReport) throws {
    guard stepReport.isTaken else { return try countSkipped(stepReport.step) }
    progress.skippedInARow = 0
    let lines = progress.game.notice(
      stepReport.verdicts, gradientNorm: stepReport.gradientNorm)
    for line in lines {
      tell(.warning("step \(stepReport.step + 1): \(line)"))
    }
  }

  private func countSkipped(_ step: Int) throws {
    progress.skippedSteps += 1
    progress.skippedInARow += 1
    tell(.warning("step \(step + 1) is skipped: a gradient is not finite"))
    guard progress.skippedInARow >= Self.patience else { return }
    throw TrainingError.diverged(
      "no finite gradient in \(Self.patience) steps in a row, up to step \(step + 1): a lower "
        + "optimization.peakRate, a smaller optimization.clippingNorm or precision float32 may help"
    )
  }

  private func validate() throws {
    let phase = plan.phase(at: progress.nextStep - 1)
    let measured = try withTensorErrors {
      validation.measure(trainer.networks.model, phase, nextStep: progress.nextStep)
    }
    try writeWeights(to: folder.last)
    guard let measured else { return }
    if phase == .fusion, measured.loss < progress.best ?? .infinity {
      progress.best = measured.loss
      try writeWeights(to: folder.best)
    }
    try add(measured)
    tell(.validated(measured))
  }

  /// Records a measurement with its panels.
  private func add(_ measured: ValidationReport) throws {
    try record?.add(MetricsRow(measured))
    for panel in measured.panels {
      let path = folder.preview(panel.name, phase: measured.phase, step: measured.nextStep)
      do { try panel.image.write(to: path) } catch { throw TrainingError.folder("\(error)") }
      try record?.addPicture(path, tag: "preview/\(panel.name)", step: measured.nextStep)
    }
  }

  private func writeCheckpoint() throws {
    guard isWriter else { return }
    try record?.synchronize()
    try checkpoints.write(trainer, progress)
    tell(.checkpoint(nextStep: progress.nextStep))
  }

  private func finish() throws {
    guard isWriter else { return }
    try writeCheckpoint()
    try writeWeights(to: folder.last)
    // Without validation pairs the newest weights are the best that is known.
    if progress.best == nil { try writeWeights(to: folder.best) }
    try folder.writeReport(RunDescription(configuration: configuration, data: run.data))
  }

  private func resume() throws {
    if isWriter { checkpoints.removeLeftovers() }
    guard let checkpoint = try checkpoints.newest({ tell(.warning($0)) }) else {
      return try begin()
    }
    try checkpoint.restore(trainer)
    progress = checkpoint.progress
    if isWriter {
      record = try RunRecord(folder: folder.path, resumingAfter: progress.nextStep)
    }
  }

  private func begin() throws {
    if isWriter { record = try RunRecord(folder: folder.path) }
    guard let name = run.initialWeights else { return }
    try ModelSource(name).open().fill(trainer.networks.model)
  }

  private func writeWeights(to path: String) throws {
    let sources = run.data.map(\.name).joined(separator: ", ")
    let notes = [
      "daefuse.training": configuration.json,
      "daefuse.training.data": "\(pairs.training.count) pairs of \(sources)",
      "daefuse.training.steps": "\(progress.nextStep) of \(plan.steps)",
    ]
    do {
      try WeightFile.write(trainer.networks.model, to: path, notes: notes)
    } catch { throw TrainingError.folder("\(error)") }
  }
}
