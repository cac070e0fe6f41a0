// SPDX-License-Identifier: Apache-2.0

import FusionModel
import Tensors

/// Phase two, equations (5) and (13) to (17): both discriminators look at the one fused image.
struct FusionPhase: TrainingPhase {
  let losses: LossSettings
  /// Whose images and parts `imitation` and `partImitation` compare with.
  var teacher: Teacher?

  func output(of model: DAEFuse, for batch: ImageBatch) -> PhaseOutput {
    let withParts = losses[.partImitation] > 0
    let (output, parts) = model.fused(batch.first, batch.second, withParts: withParts)
    let made = FusedBatch(
      batch, output: output.to(.float32), parts: parts.map { $0.to(.float32) },
      target: losses.target, taught: teacher?(batch, withParts: withParts))
    return PhaseOutput(
      fakes: ImageBatch(first: made.fused, second: made.fused), fused: made.fused,
      panel: [made.first, made.second, made.fused], terms: terms(of: made),
      adversarialWeight: losses.adversarial)
  }

  /// The losses with a weight, and the paper's.
  private func terms(of made: FusedBatch) -> [LossTerm] {
    withAutocast(.float32, on: made.fused.device) {
      FusionLoss.all.filter { $0.isOfThePaper || losses[$0] > 0 }.map {
        LossTerm(name: $0.name, weight: losses[$0], value: $0.value(made))
      }
    }
  }
}
