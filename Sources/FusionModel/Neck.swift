// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// What lies between encoders and decoder: the fusion of two images' features, and the 1x1
/// convolution that the decoder begins with.
///
/// Shape: features `[2N, C, H, W]` each, the first images before the second ones -> `[N, C, H, W]`.
/// In files its parts stand where PyTorch has them.
final class Neck: Module, Layer {
  let fusion: CrossAttentionFusion
  @Child(key: "decoder.reduce") var reduce: Conv2d

  init(_ configuration: ModelConfiguration, using generator: RandomGenerator) {
    let width = configuration.width
    fusion = CrossAttentionFusion(configuration, using: generator)
    _reduce.wrappedValue = .pointwise(2 * width, width, bias: true, using: generator)
  }

  /// Phase two, of the features of two images.
  func forward(_ features: DAEFuse.Features) -> Tensor {
    let both = features.embedding.chunks(2, dim: 0)  // [N, 2C, H, W] each
    return reduce(fusion(both[0], both[1]))
  }

  /// Phase one, of the features of each image alone: `[N, C, H, W]` -> the same.
  func alone(_ features: DAEFuse.Features) -> Tensor { reduce(features.embedding) }
}
