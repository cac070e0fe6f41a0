// SPDX-License-Identifier: Apache-2.0

import FusionModel

/// A phase of training: what the network makes of a batch, and what that costs it.
///
/// The discriminators' losses (5) and (10) have one form, real images against fakes, so a phase
/// only says what the fakes are.
protocol TrainingPhase: Sendable {
  /// The network's output for a batch, with its losses but the adversarial ones.
  func output(of model: DAEFuse, for batch: ImageBatch) -> PhaseOutput
}

extension LossSettings {
  /// Both phases with these losses; in the second one `teacher` shows how it does the task.
  func phases(teacher: Teacher?) -> [PhaseName: any TrainingPhase] {
    [
      .reconstruction: ReconstructionPhase(losses: self),
      .fusion: FusionPhase(losses: self, teacher: teacher),
    ]
  }
}
