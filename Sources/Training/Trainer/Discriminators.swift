// SPDX-License-Identifier: Apache-2.0

import FusionModel
import Layers
import Tensors

/// DM1 and DM2, one for each modality.
final class Discriminators: Module {
  let first: Discriminator
  let second: Discriminator

  init(width: Int, using generator: RandomGenerator) {
    first = Discriminator(width: width, using: generator)
    second = Discriminator(width: width, using: generator)
  }

  /// What each says of its images and of its fakes: logits `[N, 1]`, float32.
  ///
  /// Images and fakes go through as one batch. Normalized apart, both would have the mean that the
  /// normalization gives them, and the mean over pixels that follows could not tell them.
  func callAsFunction(_ images: ImageBatch, _ fakes: ImageBatch) -> [Verdict] {
    [judge(first, images.first, fakes.first), judge(second, images.second, fakes.second)]
  }

  /// A discriminator's logits.
  struct Verdict {
    let real: Tensor
    let fake: Tensor
  }

  private func judge(_ discriminator: Discriminator, _ real: Tensor, _ fake: Tensor) -> Verdict {
    let logits = discriminator(.concatenated([real, fake], dim: 0)).to(.float32).chunks(2, dim: 0)
    return Verdict(real: logits[0], fake: logits[1])
  }

  /// Runs `body` with gradients flowing through the discriminators but not into them.
  func whileFrozen<Result>(_ body: () -> Result) -> Result {
    let parameters = parameters
    parameters.forEach { $0.tensor.requiresGradient = false }
    defer { parameters.forEach { $0.tensor.requiresGradient = true } }
    return body()
  }
}
