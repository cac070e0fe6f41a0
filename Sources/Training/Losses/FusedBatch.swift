// SPDX-License-Identifier: Apache-2.0

import Fusion
import FusionModel
import Tensors

/// What a loss of phase two looks at. Shape: `[N, 1, H, W]` each, float32.
struct FusedBatch {
  /// Images of the first modality, 0...1.
  let first: Tensor
  /// Images of the second modality, 0...1.
  let second: Tensor
  /// What the network made of them, which may lie beyond 0...1.
  let output: Tensor
  /// The same as it is seen, cut off at 0 and 1.
  let fused: Tensor
  /// What the blend adds up to, of which the output was made; none where none are imitated.
  let parts: [Tensor]
  /// What the intensity loss wants the fused image to be.
  let target: CentredContrast
  /// What the teacher made of them; nil where there is none.
  let taught: Taught?

  /// The batch with what the network made of it.
  init(
    _ batch: ImageBatch, output: Tensor, parts: [Tensor] = [], target: CentredContrast,
    taught: Taught? = nil
  ) {
    first = batch.first
    second = batch.second
    self.output = output
    self.parts = parts
    fused = output.clamped(0, 1)
    self.target = target
    self.taught = taught
  }
}
