// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors
import TestSupport
import Testing

@testable import FusionModel

@Suite("blocks, encoders, decoder and network against PyTorch", .singleThreaded, .tags(.unit))
struct NetworkParityTests {
  static let blocks = [
    ParityCase("mdta", { ChannelAttention(width: 8, heads: 2, using: $0) }) { $0($1[0]) },
    ParityCase("gdfn", { GatedFeedForward(width: 8, expansion: 2, using: $0) }) { $0($1[0]) },
    ParityCase(
      "channel_transformer_block",
      { ChannelTransformerBlock(width: 8, heads: 2, expansion: 2, using: $0) }
    ) { $0($1[0]) },
    ParityCase(
      "vision_transformer_block",
      { VisionTransformerBlock(width: 16, heads: 2, expansion: 2, using: $0) }
    ) { $0($1[0], columns: 6) },
    ParityCase("cross_attention", { CrossAttention(width: 8, heads: 2, using: $0) }) {
      $0($1[0], context: $1[1])
    },
    ParityCase("fusion", { CrossAttentionFusion(.narrow, using: $0) }) { $0($1[0], $1[1]) },
  ]

  static let residualBlocks = ["eval", "train"].flatMap { mode in
    [
      ParityCase("basic_block.plain.\(mode)", { ResidualBlock(4, 4, stride: 1, using: $0) }) {
        $0($1[0])
      },
      ParityCase("basic_block.downsample.\(mode)", { ResidualBlock(4, 6, stride: 2, using: $0) }) {
        $0($1[0])
      },
    ]
  }

  static let coders = [
    ParityCase("shallow_encoder", { ShallowEncoder(.tiny, using: $0) }) { $0($1[0]) },
    ParityCase("low_frequency_encoder", { LowFrequencyEncoder(.narrow, using: $0) }) { $0($1[0]) },
    ParityCase("decoder", { ReducingDecoder(.tiny, using: $0) }) { $0($1[0]) },
  ]

  static let deepParts = ["eval", "train"].flatMap { mode in
    [
      ParityCase("high_frequency_encoder.\(mode)", { HighFrequencyEncoder(.narrow, using: $0) }) {
        $0($1[0])
      },
      ParityCase(
        "high_frequency_encoder.strided.\(mode)", { HighFrequencyEncoder(.strided, using: $0) }
      ) { $0($1[0]) },
      ParityCase("discriminator.\(mode)", { Discriminator(width: 4, using: $0) }) { $0($1[0]) },
    ]
  }

  static let parts = blocks + residualBlocks + coders + deepParts

  static let networks = ["eval.32x48", "eval.39x50", "train.32x48", "train.39x50"].flatMap { mode in
    [
      ParityCase("dae_fuse.reconstruct.\(mode)", { DAEFuse(.tiny, using: $0) }) {
        $0.reconstruct($1[0])
      },
      ParityCase("dae_fuse.fuse.\(mode)", { DAEFuse(.tiny, using: $0) }) { $0($1[0], $1[1]) },
    ]
  }

  @Test(arguments: parts + networks, [DType.float32, .float64])
  func parity(_ part: ParityCase, _ dtype: DType) throws {
    try part.checkParity(dtype)
  }

  @Test("gradients by central differences", arguments: parts)
  func gradients(_ part: ParityCase) throws {
    try part.checkGradients(samples: 4)
  }
}

extension ModelConfiguration {
  /// `tiny` with half the channels and patches of 4 features, as the goldens of single encoders.
  fileprivate static let narrow: Self = {
    var configuration = tiny
    configuration.width = 4
    configuration.resnetWidth = 2
    configuration.unshuffle = 4
    return configuration
  }()

  /// The same with a strided stem.
  fileprivate static let strided: Self = {
    var configuration = narrow
    configuration.resnetStride = 2
    return configuration
  }()
}

/// The decoder behind the convolution by which it reads an embedding, as the goldens have it.
private final class ReducingDecoder: Module {
  let reduce: Conv2d
  @Child(key: "") var decoder: Decoder

  init(_ configuration: ModelConfiguration, using generator: RandomGenerator) {
    let width = configuration.width
    reduce = .pointwise(2 * width, width, bias: true, using: generator)
    _decoder.wrappedValue = Decoder(
      configuration, for: configuration.head.make(), using: generator)
  }

  func callAsFunction(_ embedding: Tensor) -> Tensor { decoder(reduce(embedding)).image }
}
