// SPDX-License-Identifier: Apache-2.0

import Tensors

/// What the network made of a batch. Images are `[N, 1, H, W]`.
struct PhaseOutput {
  /// What each discriminator is to tell from images of its modality.
  let fakes: ImageBatch
  /// The fused image, where the phase makes one.
  let fused: Tensor?
  /// What a preview shows side by side.
  let panel: [Tensor]
  /// The losses that need no discriminator.
  let terms: [LossTerm]
  /// The weight of the adversarial loss of either discriminator beside them.
  let adversarialWeight: Double
}
