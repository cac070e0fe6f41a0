// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// DLE, phiDL: the deep low-frequency encoder, a Vision Transformer (Dosovitskiy et al. 2021) over
/// patches of 16x16 input pixels.
///
/// Shape: `[N, C, H, W]` in and out; H and W multiples of 16 / unshuffle.
final class LowFrequencyEncoder: Module, Layer {
  @Child(key: "") var patches: PatchEmbedding
  let blocks: [VisionTransformerBlock]
  @Child(key: "") var upsampling: TokenUpsampling

  init(_ configuration: ModelConfiguration, using generator: RandomGenerator) {
    let (channels, width) = (configuration.width, configuration.vitWidth)
    _patches.wrappedValue = PatchEmbedding(
      channels, width: width, patch: ModelConfiguration.patch / configuration.unshuffle,
      using: generator)
    blocks = (0..<configuration.vitDepth).map { _ in
      VisionTransformerBlock(
        width: width, heads: configuration.vitHeads, expansion: configuration.vitExpansion,
        pooling: configuration.vitPooling, using: generator)
    }
    _upsampling.wrappedValue = TokenUpsampling(width: width, channels, using: generator)
  }

  func forward(_ x: Tensor) -> Tensor {
    let grid = patches(x)  // [N, D, h, w]
    let tokens = blocks.reduce(grid.permuted(0, 2, 3, 1).flattened(from: 1, to: 2)) {
      $1($0, columns: grid.size(3))  // [N, h w, D]
    }
    let tokenGrid = TokenGrid(tokens: tokens, columns: grid.size(3))
    return upsampling(.init(grid: tokenGrid, height: x.size(2), width: x.size(3)))
  }
}
