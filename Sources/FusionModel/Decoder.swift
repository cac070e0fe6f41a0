// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// RD, rhoR: the decoder of both phases, in architecture the mirror of the shallow encoder. The 1x1
/// convolution by which it reads an embedding is the ``Neck``'s.
///
/// Shape: `[N, C, H, W]` -> an image `[N, 1, H unshuffle, W unshuffle]`, values in 0...1, and the
/// head's extra channels, `[N, extraChannels, H s, W s]`, s being its `subdivision`.
final class Decoder: Module, Layer {
  let blocks: [ChannelTransformerBlock]
  let output: DecoderOutput

  init(
    _ configuration: ModelConfiguration, for head: any FusionHead, using generator: RandomGenerator
  ) {
    blocks = ChannelTransformerBlock.stack(configuration, using: generator)
    output = DecoderOutput(configuration, for: head, using: generator)
  }

  func forward(_ x: Tensor) -> Decoded {
    output(blocks.reduce(x) { $1($0) })
  }
}
