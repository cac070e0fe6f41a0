// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// dark2 to dark4 of CSPDarknet: a separable convolution that halves the sides, then a
/// ``CrossStagePartial``.
///
/// Shape: `[N, C, H, W]` -> `[N, 2C, H / 2, W / 2]`.
final class DarknetStage: Module, DetectorBlock {
  let downsampling: SeparableConvolution
  let stage: CrossStagePartial

  init(_ channels: Int, depth: Int, using generator: RandomGenerator) {
    downsampling = SeparableConvolution(channels, 2 * channels, stride: 2, using: generator)
    stage = CrossStagePartial(
      2 * channels, 2 * channels, depth: depth, isResidual: true, using: generator)
  }

  func callAsFunction(_ x: Tensor) -> Tensor { stage(downsampling(x)) }
}
