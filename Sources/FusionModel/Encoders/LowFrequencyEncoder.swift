// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// DLE, phiDL: the deep low-frequency encoder, a Vision Transformer (Dosovitskiy et al. 2021) over
/// patches of 16x16 input pixels; a depthwise convolution on the token grid stands for position,
/// so that any image size works.
///
/// Shape: `[N, C, H, W]` in and out; H and W multiples of 16 / unshuffle.
final class LowFrequencyEncoder: Module {
  let patchEmbedding: Conv2d
  let position: Conv2d
  let blocks: [VisionTransformerBlock]
  let norm: LayerNorm
  let project: Conv2d

  override class var keys: [String: String] { ["patchEmbedding": "patch_embed"] }

  init(_ configuration: ModelConfiguration, using generator: RandomGenerator) {
    let (width, patch) = (
      configuration.vitWidth, ModelConfiguration.patch / configuration.unshuffle
    )
    patchEmbedding = Conv2d(
      configuration.width, width, kernel: patch, stride: patch, padding: 0, using: generator)
    position = .depthwise(width, bias: true, using: generator)
    blocks = (0..<configuration.vitDepth).map { _ in
      VisionTransformerBlock(
        width: width, heads: configuration.vitHeads, expansion: configuration.vitExpansion,
        pooling: configuration.vitPooling, using: generator)
    }
    norm = LayerNorm(width)
    project = .pointwise(width, configuration.width, bias: true, using: generator)
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    let grid = timed(.lowFrequencyEncoder, block: "patches") {
      let patches = patchEmbedding(x)
      return patches + position(patches)  // [N, D, h, w]
    }
    var tokens = grid.permuted(0, 2, 3, 1).flattened(from: 1, to: 2)  // [N, h w, D]
    for (index, block) in blocks.enumerated() {
      tokens = timed(.lowFrequencyEncoder, block: "layer \(index + 1)") {
        block(tokens, columns: grid.size(3))
      }
    }
    return timed(.lowFrequencyEncoder, block: "upsampling") {
      let coarse = norm(tokens).reshaped(-1, grid.size(2), grid.size(3), grid.size(1))
        .permuted(0, 3, 1, 2)  // [N, D, h, w]
      return project(coarse).resized(height: x.size(2), width: x.size(3))
    }
  }
}
