// SPDX-License-Identifier: Apache-2.0

import FusionModel
import Tensors

/// One of the paper's two phases: what the network makes of a batch, and what that costs it.
///
/// The discriminators' losses (5) and (10) have one form, real images against fakes, so a phase only
/// says what the fakes are.
public enum TrainingPhase: String, Codable, Sendable, CaseIterable {
  /// Phase one: the autoencoder learns to take both images apart and to put each together again.
  case reconstruction
  /// Phase two: cross-attention and decoder learn to make one image of both.
  case fusion
}

/// A batch as tensors, `[N, 1, H, W]` each, values in 0...1.
struct ImageBatch {
  let first: Tensor
  let second: Tensor
}

/// What the network made of a batch.
struct PhaseOutput {
  /// What the first discriminator is to tell from images of the first modality, `[N, 1, H, W]`.
  let fakeFirst: Tensor
  /// The same of the second.
  let fakeSecond: Tensor
  /// The losses that need no discriminator.
  let terms: [LossTerm]
  /// The weight of the adversarial loss of either discriminator beside them.
  let adversarialWeight: Double

  /// The same without a way back to the network.
  func detached() -> PhaseOutput {
    PhaseOutput(
      fakeFirst: fakeFirst.detached(), fakeSecond: fakeSecond.detached(), terms: [],
      adversarialWeight: adversarialWeight)
  }
}

/// A named loss and its weight in the sum.
struct LossTerm {
  let name: String
  let weight: Double
  let value: Tensor

  /// The weighted sum of terms.
  static func total(of terms: [LossTerm]) -> Tensor {
    terms.dropFirst().reduce(terms[0].value * terms[0].weight) { $0 + $1.value * $1.weight }
  }
}

extension TrainingPhase {
  /// The network's output for a batch, with its losses but the adversarial ones.
  func output(of model: DAEFuse, for batch: ImageBatch, weights: LossWeights) -> PhaseOutput {
    switch self {
    case .reconstruction: reconstruct(batch, by: model, weights)
    case .fusion: fuse(batch, by: model, weights)
    }
  }
}
