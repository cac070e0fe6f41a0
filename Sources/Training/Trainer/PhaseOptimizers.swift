// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// The optimizers of one phase and their learning rates.
struct PhaseOptimizers {
  private let model: Adam
  private let discriminators: Adam
  private let modelSchedule: LearningRateSchedule
  private let discriminatorSchedule: LearningRateSchedule
  private let firstStep: Int

  init(
    _ networks: TrainingNetworks, _ phase: PhaseName, _ settings: OptimizationSettings,
    _ plan: RunPlan
  ) {
    model = Adam(networks.model.parameters, settings: .init(weightDecay: settings.weightDecay))
    // The shorter memory that adversarial training wants (Radford et al. 2016).
    discriminators = Adam(
      networks.discriminators.parameters,
      settings: .init(beta1: 0.5, weightDecay: settings.weightDecay))
    func schedule(_ peak: Double) -> LearningRateSchedule {
      settings.schedule(
        peak: peak, steps: plan.steps(of: phase), stepsPerEpoch: plan.stepsPerEpoch)
    }
    modelSchedule = schedule(settings.peakRate)
    discriminatorSchedule = schedule(settings.discriminatorPeakRate)
    firstStep = plan.firstStep(of: phase)
  }

  /// The network's learning rate at a step of the run.
  func rate(at step: Int) -> Double { modelSchedule.rate(at: step - firstStep) }

  func stepModel(_ step: Int) { model.step(learningRate: rate(at: step)) }

  func stepDiscriminators(_ step: Int) {
    discriminators.step(learningRate: discriminatorSchedule.rate(at: step - firstStep))
  }

  /// What both have gathered, under keys for a checkpoint.
  var state: [(key: String, tensor: Tensor)] {
    model.state.map { ("model." + $0.key, $0.tensor) } + discriminatorState
  }

  /// The discriminators' share of ``state``.
  var discriminatorState: [(key: String, tensor: Tensor)] {
    discriminators.state.map { ("discriminators." + $0.key, $0.tensor) }
  }
}
