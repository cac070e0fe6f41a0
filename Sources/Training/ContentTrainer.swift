package import Datasets
package import FusionModel
import Layers
import Tensors

/// Trains a network by the content losses alone: reconstruction (9) first, then fusion by texture
/// and intensity (15), (16).
package struct ContentTrainer {
  /// The recipe.
  package struct Settings: Sendable, Equatable {
    /// Steps of phase one, reconstruction.
    package var reconstructionSteps: Int
    /// Steps of phase two, fusion.
    package var fusionSteps: Int
    /// Crops a step.
    package var batch: Int
    /// Highest learning rate of the one-cycle schedule; each phase has a cycle of its own.
    package var peakRate = 1e-3
    /// Weight of the texture loss against the intensity loss.
    package var textureWeight = 2.0
    /// Weight decay of AdamW.
    package var weightDecay = 1e-4
    /// Gradients are scaled down to this norm.
    package var clippingNorm = 1.0

    package init(reconstructionSteps: Int, fusionSteps: Int, batch: Int) {
      self.reconstructionSteps = reconstructionSteps
      self.fusionSteps = fusionSteps
      self.batch = batch
    }
  }

  /// What a step did.
  package struct StepReport: Sendable {
    /// The phase's name: "reconstruction" or "fusion".
    package let phase: String
    /// The step within the phase, from 0.
    package let step: Int
    /// Steps of the phase.
    package let steps: Int
    /// The loss before the step.
    package let loss: Double
    /// Norm of the gradients before clipping.
    package let gradientNorm: Double
  }

  private let model: DAEFuse
  private var sampler: CropSampler
  private let settings: Settings

  /// A trainer of `model`, in place, on the crops of `sampler`.
  package init(_ model: DAEFuse, _ sampler: CropSampler, settings: Settings) {
    self.model = model
    self.sampler = sampler
    self.settings = settings
  }

  /// Runs both phases, reporting every step; ends early where `report` returns false.
  package mutating func run(_ report: (StepReport) throws -> Bool) throws {
    model.train()
    defer { model.train(false) }
    let goOn = try run("reconstruction", settings.reconstructionSteps, reconstructionLoss, report)
    if goOn { _ = try run("fusion", settings.fusionSteps, fusionLoss, report) }
  }

  private mutating func run(
    _ phase: String, _ steps: Int, _ loss: (Tensor, Tensor) -> Tensor,
    _ report: (StepReport) throws -> Bool
  ) throws -> Bool {
    let parameters = model.parameters
    let optimizer = Adam(parameters, settings: .init(weightDecay: settings.weightDecay))
    let schedule = LearningRateSchedule.oneCycle(peak: settings.peakRate, steps: steps, rise: 0.1)
    for step in 0..<steps {
      let batch = sampler.next(settings.batch)
      let value = loss(tensor(batch.first, batch), tensor(batch.second, batch))
      model.clearGradients()
      value.backward()
      let norm = clipGradients(of: parameters, toNorm: settings.clippingNorm)
      optimizer.step(learningRate: schedule.rate(at: step))
      let stepReport = StepReport(
        phase: phase, step: step, steps: steps, loss: value.item(), gradientNorm: norm)
      guard try report(stepReport) else { return false }
    }
    return true
  }

  private func reconstructionLoss(_ first: Tensor, _ second: Tensor) -> Tensor {
    let both = Tensor.concatenated([first, second], dim: 0)
    return contentLoss(source: both, reconstruction: model.reconstruct(both))
  }

  private func fusionLoss(_ first: Tensor, _ second: Tensor) -> Tensor {
    let fused = model(first, second)
    return textureLoss(first: first, second: second, fused: fused) * settings.textureWeight
      + intensityLoss(first: first, second: second, fused: fused)
  }

  private func tensor(_ values: [Float], _ batch: CropBatch) -> Tensor {
    Tensor(values, [batch.count, 1, batch.side, batch.side])
  }
}
