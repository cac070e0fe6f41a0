// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// Tokens of an image's features, one for each patch, with their positions: a depthwise convolution
/// on their grid stands for position, so that any image size works.
///
/// Shape: `[N, C, H, W]` -> `[N, D, H / patch, W / patch]`.
final class PatchEmbedding: Module, Layer {
  @Child(key: "patch_embed") var embed: Conv2d
  let position: Conv2d

  /// Tokens of `width` features for patches of `patch` positions a side.
  init(_ channels: Int, width: Int, patch: Int, using generator: RandomGenerator) {
    _embed.wrappedValue = Conv2d(
      channels, width, kernel: patch, stride: patch, padding: 0, using: generator)
    position = .depthwise(width, bias: true, using: generator)
  }

  func forward(_ x: Tensor) -> Tensor {
    let patches = embed(x)
    return patches + position(patches)
  }
}
