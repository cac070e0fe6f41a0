// SPDX-License-Identifier: Apache-2.0

import Collectives
import Datasets
import FusionModel
import Layers
import Tensors

/// Takes the steps of both phases: losses, gradients, discriminators first, then the network.
final class Trainer {
  let networks: TrainingNetworks
  let configuration: TrainingConfiguration
  let plan: RunPlan
  private let device: Device
  let collective: any Collective
  private(set) var optimizers: PhaseOptimizers

  /// A trainer of new networks; every rank begins with those of rank 0.
  init(
    _ configuration: TrainingConfiguration, plan: RunPlan, device: Device = .cpu,
    collective: any Collective = SingleProcess()
  ) {
    let generator = RandomGenerator(seed: configuration.seed)
    networks = TrainingNetworks(configuration, using: generator)
    networks.convert(device: device)
    self.configuration = configuration
    self.plan = plan
    self.device = device
    self.collective = collective
    networks.synchronizeBatchNorms(over: collective.group)
    networks.model.freezeBatchNorms(configuration.optimization.freezesStatistics)
    optimizers = PhaseOptimizers(networks, plan.phase(at: 0), configuration.optimization, plan)
  }

  /// Makes the optimisers of the phase that `step` is in, with nothing gathered yet.
  func enterPhase(of step: Int) {
    optimizers = PhaseOptimizers(networks, plan.phase(at: step), configuration.optimization, plan)
  }

  /// Everything that a step changes.
  var state: [(key: String, tensor: Tensor)] {
    networks.state.map { ("networks." + $0.key, $0.tensor) }
      + optimizers.state.map { ("optimizers." + $0.key, $0.tensor) }
  }

  /// One step on a batch.
  func step(_ step: Int, on crops: CropBatch) throws -> StepReport {
    let phase = plan.phase(at: step)
    let batch = ImageBatch(crops, device: device)
    let statistics = RunningStatistics(of: networks)
    let output = withPrecision {
      phase.output(of: networks.model, for: batch, weights: configuration.losses)
    }
    let judged = try improveDiscriminators(step, batch, output)
    let improved = try improveModel(step, batch, output)
    let isTaken = judged.gradientNorm.isFinite && improved.gradientNorm.isFinite
    if !isTaken { statistics.restore() }
    return StepReport(
      phase: phase, step: step, learningRate: optimizers.rate(at: step),
      loss: improved.total, losses: improved.losses + judged.losses, verdicts: judged.verdicts,
      gradientNorm: improved.gradientNorm, discriminatorGradientNorm: judged.gradientNorm,
      isTaken: isTaken)
  }
}

// MARK: Updates

extension Trainer {
  private typealias Judgement = (
    gradientNorm: Double, losses: [StepReport.Value], verdicts: [StepReport.Verdict]
  )
  private typealias Improvement = (gradientNorm: Double, losses: [StepReport.Value], total: Double)

  /// Equations (5), (10), (11): the discriminators learn to tell images from what the network made.
  private func improveDiscriminators(
    _ step: Int, _ batch: ImageBatch, _ output: PhaseOutput
  ) throws -> Judgement {
    let logits = withPrecision { networks.discriminators(batch, output.detached()) }
    let losses = logits.map {
      discriminatorLoss(
        real: $0.real, fake: $0.fake, smoothing: configuration.losses.labelSmoothing)
    }
    let norm = try improve(networks.discriminators, by: losses[0] + losses[1]) {
      optimizers.stepDiscriminators(step)
    }
    let verdicts = logits.map {
      StepReport.Verdict(
        real: $0.real.sigmoid().mean().item(), fake: $0.fake.sigmoid().mean().item())
    }
    let values = losses.enumerated().map {
      StepReport.Value(name: "discriminator\($0 + 1)", value: $1.item())
    }
    return (norm, values, verdicts)
  }

  /// Equations (6), (13): the network learns its task, and to deceive the discriminators.
  private func improveModel(
    _ step: Int, _ batch: ImageBatch, _ output: PhaseOutput
  ) throws -> Improvement {
    let form = configuration.losses.adversarialForm
    let (total, adversarial) = networks.discriminators.whileFrozen {
      let logits = withPrecision { networks.discriminators(batch, output) }
      let adversarial =
        adversarialLoss(fake: logits[0].fake, form: form)
        + adversarialLoss(fake: logits[1].fake, form: form)
      let term = LossTerm(
        name: "adversarial", weight: output.adversarialWeight, value: adversarial)
      return (LossTerm.total(of: output.terms + [term]), term)
    }
    let norm = try improve(networks.model, by: total) { optimizers.stepModel(step) }
    let values = (output.terms + [adversarial]).map {
      StepReport.Value(name: $0.name, value: $0.value.item())
    }
    return (norm, values, total.item())
  }

  /// Gradients of `loss`, averaged over the ranks and clipped, then `step`; not where they are no
  /// finite numbers. Returns their norm before clipping.
  private func improve(_ module: Module, by loss: Tensor, _ step: () -> Void) throws -> Double {
    let parameters = module.parameters
    module.clearGradients()
    loss.backward()
    try collective.averageGradients(of: parameters)
    let norm = clipGradients(of: parameters, toNorm: configuration.optimization.clippingNorm)
    if norm.isFinite { step() }
    return norm
  }

  private func withPrecision<Result>(_ body: () -> Result) -> Result {
    withAutocast(configuration.precision == .bfloat16 ? .bfloat16 : nil, on: device, body)
  }
}

extension ImageBatch {
  fileprivate init(_ crops: CropBatch, device: Device) {
    let shape = [crops.count, 1, crops.side, crops.side]
    first = Tensor(crops.first, shape).sent(to: device)
    second = Tensor(crops.second, shape).sent(to: device)
  }
}

extension Tensor {
  /// On a device that this process trains on; to a CUDA device from page-locked memory, without
  /// waiting for the copy.
  fileprivate func sent(to device: Device) -> Tensor {
    guard case .cuda = device else { return to(device: device) }
    return pinned().to(device: device, nonBlocking: true)
  }
}
