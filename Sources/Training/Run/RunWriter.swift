// SPDX-License-Identifier: Apache-2.0

import FusionModel
import Imaging
import Tensors

/// What rank 0 does besides training: it tells, records and measures, and writes weights and
/// checkpoints.
final class RunWriter {
  private let run: TrainingRun
  private let pairs: TrainingData
  private let plan: RunPlan
  private let folder: RunFolder
  private let checkpoints: CheckpointFolder
  private let validation: Validation
  private let report: @Sendable (TrainingEvent) -> Void
  private var record: RunRecord?

  init(
    _ run: TrainingRun, _ pairs: TrainingData, _ trainer: Trainer,
    _ checkpoints: CheckpointFolder, device: Device,
    report: @escaping @Sendable (TrainingEvent) -> Void
  ) throws {
    self.run = run
    self.pairs = pairs
    plan = trainer.plan
    self.checkpoints = checkpoints
    self.report = report
    folder = RunFolder(path: run.folder)
    validation = try Validation(
      pairs.validation, run.configuration.validation, phases: trainer.phases, device: device)
  }

  /// The newest checkpoint that is whole; nil where there is none yet, which is told.
  func newestCheckpoint() throws -> Checkpoint? {
    folder.removeLeftovers()
    let newest = try checkpoints.newest { warn($0) }
    if newest == nil {
      warn("\(checkpoints.path): no checkpoint yet; the run starts over from its first step")
    }
    return newest
  }

  /// Opens the record, and tells that the run begins or goes on. `detour` is why GPUs' numbers do
  /// not go by NCCL.
  func begin(at nextStep: Int, isRestored: Bool, _ detour: String?) throws {
    // A run that starts over, as no checkpoint was written, has recorded steps, too.
    let stepsTaken = isRestored ? nextStep : run.isResumed ? 0 : nil
    record = try RunRecord(folder: folder.path, resumingAfter: stepsTaken)
    report(
      .began(
        plan, pairs: pairs.training.count, validationPairs: validation.count,
        nextStep: nextStep))
    validation.warnings.forEach(warn)
    if let detour {
      warn("the GPUs' numbers go through memory of the CPU, not by NCCL: \(detour)")
    }
  }

  /// Tells of something that is not as it should be.
  func warn(_ line: String) { report(.warning(line)) }

  /// Records a step.
  func add(_ step: StepReport, _ pace: TrainingEvent.Pace) throws {
    try record?.add(MetricsRow(step, pace))
    report(.step(step, pace))
  }

  /// Measures the network, and keeps its weights where they are the best so far.
  func validate(_ trainer: Trainer, _ progress: inout TrainingProgress) throws {
    let (model, nextStep) = (trainer.result, progress.nextStep)
    let phase = plan.phase(at: nextStep - 1)
    let measured = try withTensorErrors {
      validation.measure(model, phase, nextStep: nextStep)
    }
    try write(model, nextStep, to: folder.last)
    guard let measured else { return }
    if phase == .fusion, measured.loss < progress.best ?? .infinity {
      progress.best = measured.loss
      try write(model, nextStep, to: folder.best)
    }
    try add(measured)
    report(.validated(measured))
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

  /// Writes a checkpoint, once the record of the steps before it is on the disk.
  func writeCheckpoint(_ trainer: Trainer, _ progress: TrainingProgress) throws {
    try record?.synchronize()
    try checkpoints.write(trainer, progress)
    report(.checkpoint(nextStep: progress.nextStep))
  }

  /// Writes what a run leaves that is stopped: checkpoint and weights.
  func stop(_ trainer: Trainer, _ progress: TrainingProgress) throws {
    try writeCheckpoint(trainer, progress)
    try write(trainer.result, progress.nextStep, to: folder.last)
  }

  /// Writes what a finished run leaves: checkpoint, weights, report.
  func finish(_ trainer: Trainer, _ progress: TrainingProgress) throws {
    let model = trainer.result
    try stop(trainer, progress)
    // Without validation pairs the newest weights are the best that is known.
    if progress.best == nil { try write(model, progress.nextStep, to: folder.best) }
    try folder.writeReport(run.description)
  }

  /// Writes weights with notes of where they come from.
  private func write(_ model: DAEFuse, _ nextStep: Int, to path: String) throws {
    let notes = run.description.notes(pairs: pairs.training.count, nextStep: nextStep, of: plan)
    do { try WeightFile.write(model, to: path, notes: notes) } catch {
      throw TrainingError.folder("\(error)")
    }
  }
}
