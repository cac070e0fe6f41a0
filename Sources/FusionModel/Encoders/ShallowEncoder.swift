// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// SE, phiS: the shallow encoder that both modalities share: a 3x3 convolution, then Restormer
/// blocks. From it on, features have the type of the weights.
///
/// Shape: `[N, 1, H, W]` -> `[N, C, H / unshuffle, W / unshuffle]`.
final class ShallowEncoder: Module, Layer {
  let embed: Conv2d
  let blocks: [ChannelTransformerBlock]
  let unshuffle: Int

  init(_ configuration: ModelConfiguration, using generator: RandomGenerator) {
    unshuffle = configuration.unshuffle
    embed = Conv2d(unshuffle * unshuffle, configuration.width, kernel: 3, using: generator)
    blocks = ChannelTransformerBlock.stack(configuration, using: generator)
  }

  func forward(_ image: Tensor) -> Tensor {
    let embedding = embed(folding: image.to(embed.weight.dtype), by: unshuffle)
    return blocks.reduce(embedding) { $1($0) }
  }
}
