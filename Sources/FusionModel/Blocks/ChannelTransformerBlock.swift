// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// Restormer block (Zamir et al. 2022, fig. 2): `x + MDTA(LN(x))`, then `x + GDFN(LN(x))`.
///
/// Shape: `[N, C, H, W]` in and out.
final class ChannelTransformerBlock: Module {
  let norm1: LayerNorm
  let attention: ChannelAttention
  let norm2: LayerNorm
  let feedForward: GatedFeedForward

  override class var keys: [String: String] { ["attention": "attn", "feedForward": "ffn"] }

  init(width: Int, heads: Int, expansion: Int, using generator: RandomGenerator) {
    norm1 = LayerNorm(width)
    attention = ChannelAttention(width: width, heads: heads, using: generator)
    norm2 = LayerNorm(width)
    feedForward = GatedFeedForward(width: width, expansion: expansion, using: generator)
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    if x.isFusible && attention.isFusible { return x.fusedTransformerBlock(weights) }
    let x = x + attention(norm1.overChannels(x))
    return x + feedForward(norm2.overChannels(x))
  }
}

extension ChannelTransformerBlock {
  private var weights: Tensor.TransformerBlockWeights {
    Tensor.TransformerBlockWeights(
      norm1: (norm1.weight, norm1.bias), queryKeyValue: attention.queryKeyValue.weight,
      depthwise: attention.depthwise.weight, projection: attention.projection.weight,
      temperature: attention.temperature, norm2: (norm2.weight, norm2.bias),
      expansion: feedForward.projectionIn.weight,
      expansionDepthwise: feedForward.depthwise.weight,
      contraction: feedForward.projectionOut.weight)
  }

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

  /// What a stack makes of `x`, each block timed as one of `stage`.
  static func run(
    _ blocks: [ChannelTransformerBlock], on x: Tensor, in stage: FusionStage
  ) -> Tensor {
    var features = x
    for (index, block) in blocks.enumerated() {
      features = timed(stage, block: "block \(index + 1)") { block(features) }
    }
    return features
  }
}
