// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Collectives
import Datasets
import FusionModel
import Tensors

/// The loop of a run: batch, step, record, validate, checkpoint.
actor TrainingLoop {
  private let run: TrainingRun
  private let trainer: Trainer
  private let loader: BatchLoader
  private let checkpoints: CheckpointFolder
  /// What is written and told; rank 0's alone.
  private let writer: RunWriter?
  private var progress = TrainingProgress()
  private var paceMeter: PaceMeter
  private nonisolated let executor = ThreadExecutor(name: "training")

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(
    _ run: TrainingRun, _ pairs: TrainingData, _ ranks: RankEnvironment,
    report: @escaping @Sendable (TrainingEvent) -> Void
  ) throws {
    self.run = run
    let configuration = run.configuration
    let device = try run.device(of: ranks).resolved()
    let plan = try RunPlan(configuration, pairs: pairs.training.count, ranks: ranks.size)
    let collective = try withTensorErrors { try ranks.join(device: device) }
    trainer = try withTensorErrors {
      Trainer(
        configuration, plan: plan, device: device, collective: collective,
        teacher: try Teacher.named(in: configuration, device: device))
    }
    loader = try BatchLoader(pairs.training, of: run, ranks)
    checkpoints = CheckpointFolder(
      path: RunFolder(path: run.folder).checkpoints,
      run: run.description.fingerprint(pairs, ranks: ranks.size))
    paceMeter = PaceMeter(plan: plan, pairsPerStep: configuration.batch * ranks.size)
    writer =
      ranks.rank == 0
      ? try RunWriter(run, pairs, trainer, checkpoints, device: device, report: report) : nil
  }

  /// Takes the steps that are left; no task of its own is at work any more when it returns.
  func run(
    isResumed: Bool, stoppingWhen shouldStop: @Sendable () -> Bool
  ) async throws -> TrainingOutcome {
    let outcome: TrainingOutcome
    do {
      try begin(isResumed: isResumed)
      outcome = try await takeSteps { shouldStop() || Task.isCancelled }
    } catch {
      await loader.stop()
      throw error
    }
    await loader.stop()
    return outcome
  }

  /// The loop itself.
  private func takeSteps(stoppingWhen shouldStop: () -> Bool) async throws -> TrainingOutcome {
    let plan = trainer.plan
    while progress.nextStep < plan.steps {
      let step = progress.nextStep
      if step > 0, step == plan.firstStep(of: .fusion) { trainer.enterPhase(of: step) }
      let crops = try await crops(of: step)
      let report = try withTensorErrors { try trainer.step(step, on: crops) }

      progress.add(report).forEach { writer?.warn($0) }
      try progress.checkPatience()
      let pace = paceMeter.pace(after: progress.nextStep, waited: await loader.waited)
      try writer?.add(report, pace)

      if plan.endsEpoch(progress.nextStep, every: run.configuration.validation.interval) {
        try writer?.validate(trainer, &progress)
      }
      let isStopped = try withTensorErrors { try trainer.collective.isAny(shouldStop()) }
      if isStopped {
        try writer?.stop(trainer, progress)
        return .interrupted(nextStep: progress.nextStep)
      }
      if progress.nextStep % run.configuration.checkpointInterval == 0 {
        try writer?.writeCheckpoint(trainer, progress)
      }
    }
    try writer?.finish(trainer, progress)
    return .finished
  }

  /// The crops of a step, waited for in a task of their own: where the run's is cancelled, the step
  /// is taken all the same, as the other ranks take it, and the run stops behind it.
  private func crops(of step: Int) async throws -> CropBatch {
    try await Task.detached { [loader] in try await loader.batch(at: step) }.value
  }

  /// Puts the trainer where the run is: on all ranks where rank 0 has it, which alone reads
  /// checkpoints.
  private func begin(isResumed: Bool) throws {
    let collective = trainer.collective
    try withTensorErrors { try collective.confirmSameRun(checkpoints.run) }
    let checkpoint = isResumed ? try writer?.newestCheckpoint() : nil
    if let checkpoint {
      try checkpoint.restore(trainer)
      progress = checkpoint.progress
    } else if writer != nil, let weights = run.initialWeights {
      try trainer.begin(with: ModelSource(weights).open())
    }
    try withTensorErrors {
      try collective.shareProgress(&progress)
      if writer == nil { trainer.enterPhase(of: progress.nextStep) }
      try collective.broadcast(trainer.state)
    }
    try writer?.begin(at: progress.nextStep, isRestored: checkpoint != nil, collective.detour)
    paceMeter.start(at: progress.nextStep)
  }
}
