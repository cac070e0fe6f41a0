// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// dark5 of CSPDarknet: as ``DarknetStage``, with ``PyramidPooling`` between and no residuals.
///
/// Shape: `[N, C, H, W]` -> `[N, 2C, H / 2, W / 2]`.
final class LastDarknetStage: Module, DetectorBlock {
  let downsampling: SeparableConvolution
  let pooling: PyramidPooling
  let stage: CrossStagePartial

  init(_ channels: Int, depth: Int, using generator: RandomGenerator) {
    downsampling = SeparableConvolution(channels, 2 * channels, stride: 2, using: generator)
    pooling = PyramidPooling(2 * channels, using: generator)
    stage = CrossStagePartial(
      2 * channels, 2 * channels, depth: depth, isResidual: false, using: generator)
  }

  func callAsFunction(_ x: Tensor) -> Tensor { stage(pooling(downsampling(x))) }
}
