// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// The decoder's end: a 3x3 convolution, LeakyReLU, and a 3x3 convolution whose first channels
/// unfold to pixels; the sigmoid of these is the image. The others are what the head asks for.
final class DecoderOutput: Module, Layer {
  @Child(key: "0") var hidden: Conv2d
  @Child(key: "2") var last: Conv2d
  let unshuffle: Int
  let reduction: Int
  let subdivision: Int

  init(
    _ configuration: ModelConfiguration, for head: any FusionHead, using generator: RandomGenerator
  ) {
    (unshuffle, reduction) = (configuration.unshuffle, configuration.reduction)
    subdivision = head.subdivision
    let others = head.extraChannels * subdivision * subdivision
    let (width, pixels) = (configuration.width, unshuffle * unshuffle)
    let narrow = max(width / 2, 2 * pixels)  // two for each pixel that it unfolds to
    _hidden.wrappedValue = Conv2d(width, narrow, kernel: 3, using: generator)
    _last.wrappedValue = Conv2d(narrow, pixels + others, kernel: 3, using: generator)
  }

  func forward(_ x: Tensor) -> Decoded {
    let (image, extra) = last(
      hidden(x, leakyReLU: 0.01), unfoldingBy: unshuffle, othersBy: subdivision)
    return Decoded(image: image, extra: extra, reduction: reduction)
  }
}
