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
  let collective: any Collective
  /// What differs between the phases.
  var phases: [PhaseName: any TrainingPhase]
  private let device: Device
  private(set) var optimizers: PhaseOptimizers
  /// nil where no mean of the weights is kept.
  private let average: AveragedNetwork?

  /// A trainer of new networks; every rank begins with those of rank 0.
  init(
    _ configuration: TrainingConfiguration, plan: RunPlan, device: Device = .cpu,
    collective: any Collective = SingleProcess(), teacher: Teacher? = nil
  ) {
    let generator = RandomGenerator(seed: configuration.seed)
    networks = TrainingNetworks(configuration, using: generator)
    networks.convert(device: device)
    self.configuration = configuration
    self.plan = plan
    self.device = device
    self.collective = collective
    phases = configuration.losses.phases(teacher: teacher)
    networks.synchronizeBatchNorms(over: collective.group)
    networks.model.freezeBatchNorms(configuration.optimization.freezesStatistics)
    optimizers = PhaseOptimizers(networks, plan.phase(at: 0), configuration.optimization, plan)
    let decay = configuration.optimization.weightAverageDecay
    average =
      decay > 0 ? AveragedNetwork(networks.model, device: device, decay: decay) : nil
  }

  /// The network as it is measured and written: the mean of its weights where one is kept, else
  /// the newest.
  var result: DAEFuse { average?.model ?? networks.model }

  /// Takes first weights from a file.
  ///
  /// - Throws: `FusionModelError` where they are another network's.
  func begin(with weights: WeightFile) throws {
    try weights.fill(networks.model)
    average?.restart(at: networks.model)
  }

  /// Makes the optimizers of the phase that `step` is in, with nothing gathered yet.
  func enterPhase(of step: Int) {
    optimizers = PhaseOptimizers(networks, plan.phase(at: step), configuration.optimization, plan)
  }

  /// Everything that a step changes.
  var state: [(key: String, tensor: Tensor)] {
    networks.state.map { ("networks." + $0.key, $0.tensor) }
      + optimizers.state.map { ("optimizers." + $0.key, $0.tensor) }
      + (average?.model.state ?? []).map { ("average." + $0.key, $0.tensor) }
  }

  /// One step on a batch. Where a gradient of either player is not finite, nothing has changed
  /// after it.
  func step(_ step: Int, on crops: CropBatch) throws -> StepReport {
    let name = plan.phase(at: step)
    guard let phase = phases[name] else { preconditionFailure("no phase is called \(name)") }
    let batch = ImageBatch(crops, device: device)
    let before = Snapshot(of: changedBeforeTheNetwork)
    let output = withPrecision { phase.output(of: networks.model, for: batch) }

    let judged = try discriminatorGradients(batch, output.fakes.detached())
    if judged.norm.isFinite { optimizers.stepDiscriminators(step) }

    // Against the discriminators as they are now, so that their step may have to be undone.
    let improved = try networkGradients(batch, output)
    let isTaken = judged.norm.isFinite && improved.norm.isFinite
    if isTaken {
      optimizers.stepModel(step)
      average?.add(networks.model, after: step)
    } else {
      before.restore()
    }

    return StepReport(
      phase: name, step: step, learningRate: optimizers.rate(at: step), loss: improved.total,
      losses: improved.losses + judged.losses, verdicts: judged.verdicts,
      gradientNorm: improved.norm, discriminatorGradientNorm: judged.norm, isTaken: isTaken)
  }

  /// What a step changes before the network's gradients are known: all running statistics, and the
  /// discriminators with their moments.
  private var changedBeforeTheNetwork: [(key: String, tensor: Tensor)] {
    networks.buffers + networks.discriminators.parameters + optimizers.discriminatorState
  }
}

// MARK: Gradients

extension Trainer {
  /// Equations (5), (10), (11): the discriminators learn to tell images from what the network made.
  private func discriminatorGradients(
    _ batch: ImageBatch, _ fakes: ImageBatch
  ) throws -> DiscriminatorGradients {
    let logits = withPrecision { networks.discriminators(batch, fakes) }
    let losses = logits.map {
      discriminatorLoss(
        real: $0.real, fake: $0.fake, smoothing: configuration.losses.labelSmoothing)
    }
    return DiscriminatorGradients(
      norm: try makeGradients(of: networks.discriminators, by: losses[0] + losses[1]),
      losses: losses.enumerated().map {
        StepReport.Value(name: "discriminator\($0 + 1)", value: $1.item())
      },
      verdicts: logits.map {
        StepReport.Verdict(
          real: $0.real.sigmoid().mean().item(), fake: $0.fake.sigmoid().mean().item())
      })
  }

  /// Equations (6), (13): the network learns its task, and to deceive the discriminators.
  private func networkGradients(
    _ batch: ImageBatch, _ output: PhaseOutput
  ) throws -> NetworkGradients {
    let terms = networks.discriminators.whileFrozen {
      output.terms + [adversarialTerm(batch, output)]
    }
    let total = LossTerm.total(of: terms)
    return NetworkGradients(
      norm: try makeGradients(of: networks.model, by: total), losses: terms.map(\.reported),
      total: total.item())
  }

  /// Equations (7), (14), against both discriminators.
  private func adversarialTerm(_ batch: ImageBatch, _ output: PhaseOutput) -> LossTerm {
    let form = configuration.losses.adversarialForm
    let logits = withPrecision { networks.discriminators(batch, output.fakes) }
    return LossTerm(
      name: "adversarial", weight: output.adversarialWeight,
      value: adversarialLoss(fake: logits[0].fake, form: form)
        + adversarialLoss(fake: logits[1].fake, form: form))
  }

  /// Gradients of `loss`, averaged over the ranks and clipped. Returns their norm before clipping,
  /// the same on every rank.
  private func makeGradients(of module: Module, by loss: Tensor) throws -> Double {
    let parameters = module.parameters
    module.clearGradients()
    loss.backward()
    try collective.averageGradients(of: parameters)
    return clipGradients(of: parameters, toNorm: configuration.optimization.clippingNorm)
  }

  private func withPrecision<Result>(_ body: () -> Result) -> Result {
    withAutocast(configuration.precision == .bfloat16 ? .bfloat16 : nil, on: device, body)
  }
}
