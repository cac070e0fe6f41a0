// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// Restormer block (Zamir et al. 2022, fig. 2): `x + MDTA(LN(x))`, then `x + GDFN(LN(x))`.
///
/// Shape: `[N, C, H, W]` in and out.
final class ChannelTransformerBlock: Module, Layer {
  let norm1: LayerNorm
  @Child(key: "attn") var attention: ChannelAttention
  let norm2: LayerNorm
  @Child(key: "ffn") var feedForward: GatedFeedForward

  init(width: Int, heads: Int, expansion: Int, using generator: RandomGenerator) {
    norm1 = LayerNorm(width)
    _attention.wrappedValue = ChannelAttention(width: width, heads: heads, using: generator)
    norm2 = LayerNorm(width)
    _feedForward.wrappedValue = GatedFeedForward(
      width: width, expansion: expansion, using: generator)
  }

  func forward(_ x: Tensor) -> Tensor {
    let x = x + attention(norm1.overChannels(x))
    return x + feedForward(norm2.overChannels(x))
  }
}

extension ChannelTransformerBlock {
  /// The stack that the shallow encoder and the decoder share in architecture.
  static func stack(
    _ configuration: ModelConfiguration, using generator: RandomGenerator
  ) -> [ChannelTransformerBlock] {
    (0..<configuration.depth).map { _ in
      ChannelTransformerBlock(
        width: configuration.width, heads: configuration.heads,
        expansion: configuration.expansion, using: generator)
    }
  }
}
