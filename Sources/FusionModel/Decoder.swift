// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// RD, rhoR: the decoder of both phases, in architecture the mirror of the shallow encoder.
///
/// Shape: `[N, 2C, H, W]` -> `[N, 1, H unshuffle, W unshuffle]`, values in 0...1.
/// For a blend its last layer gives four channels more, gains.
final class Decoder: Module {
  let reduce: Conv2d
  let blocks: [ChannelTransformerBlock]
  let hidden: Conv2d
  let last: Conv2d
  private let unshuffle: Int

  override class var keys: [String: String] { ["hidden": "output.0", "last": "output.2"] }

  init(_ configuration: ModelConfiguration, using generator: RandomGenerator) {
    let width = configuration.width
    unshuffle = configuration.unshuffle
    reduce = .pointwise(2 * width, width, bias: true, using: generator)
    blocks = ChannelTransformerBlock.stack(configuration, using: generator)
    let pixels = unshuffle * unshuffle
    let narrow = max(width / 2, 2 * pixels)  // two for each pixel that it unfolds to
    hidden = Conv2d(width, narrow, kernel: 3, using: generator)
    last = Conv2d(narrow, pixels + configuration.head.gains, kernel: 3, using: generator)
  }

  func callAsFunction(_ embedding: Tensor) -> Tensor {
    image(from: reduce(embedding))
  }

  /// The image, from what ``reduce`` gives: `[N, C, H, W]` -> `[N, 1, H unshuffle, W unshuffle]`.
  func image(from reduced: Tensor) -> Tensor {
    let features = ChannelTransformerBlock.run(blocks, on: reduced, in: .decoder)
    return timed(.decoder, block: "output") { output(features).image }
  }

  /// The blend of two images, from what ``reduce`` gives; `levels` are
  /// ``GainBlend``'s.
  func blend(
    _ first: Tensor, _ second: Tensor, levels: Tensor, by reduced: Tensor,
    _ settings: GainBlendSettings
  ) -> Tensor {
    let features = ChannelTransformerBlock.run(blocks, on: reduced, in: .decoder)
    return timed(.decoder, block: "output") {
      let (share, gains) = output(features)
      return GainBlend(
        share: share, gains: gains.tanh() * settings.reach, levels: levels, window: settings.window)(
          first, second)
    }
  }

  private func output(_ features: Tensor) -> (image: Tensor, others: Tensor) {
    last(hidden(features, leakyReLU: 0.01), unfoldingBy: unshuffle)
  }
}
