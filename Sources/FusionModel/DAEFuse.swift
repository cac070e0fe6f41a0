// SPDX-License-Identifier: Apache-2.0

package import Layers
package import Tensors

/// The network of "DAE-Fuse: An Adaptive Discriminative Autoencoder for Multi-Modality Image
/// Fusion" (Guo et al.), figure 1.
///
/// Images are `[N, 1, H, W]` with values in 0...1, H and W at least 16; the two of a pair share
/// their shape. Inside, features are channels-last.
package final class DAEFuse: Module {
  /// What the network was built from.
  package let configuration: ModelConfiguration
  let shallowEncoder: ShallowEncoder
  let highFrequencyEncoder: HighFrequencyEncoder
  let lowFrequencyEncoder: LowFrequencyEncoder
  let fusion: CrossAttentionFusion
  let decoder: Decoder

  package override class var keys: [String: String] {
    [
      "shallowEncoder": "shallow_encoder", "highFrequencyEncoder": "high_frequency_encoder",
      "lowFrequencyEncoder": "low_frequency_encoder",
    ]
  }

  /// A network with first weights drawn from `generator`. The configuration must be valid.
  package init(_ configuration: ModelConfiguration, using generator: RandomGenerator) {
    self.configuration = configuration
    shallowEncoder = ShallowEncoder(configuration, using: generator)
    highFrequencyEncoder = HighFrequencyEncoder(configuration, using: generator)
    lowFrequencyEncoder = LowFrequencyEncoder(configuration, using: generator)
    fusion = CrossAttentionFusion(configuration, using: generator)
    decoder = Decoder(configuration, using: generator)
    super.init()
    convert(memoryFormat: .channelsLast)
  }

  /// F(a, b), equation (4): the fused image.
  package func callAsFunction(_ first: Tensor, _ second: Tensor) -> Tensor {
    image(of: blended(first, second, levels: levels(of: first, second)), first, second)
  }

  /// The fused image, of what ``blended(_:_:levels:)`` makes of both, whole or in parts.
  package func image(of blend: Tensor, _ first: Tensor, _ second: Tensor) -> Tensor {
    configuration.head.contrast?(blend, of: first, second) ?? blend
  }

  /// What ``blended(_:_:levels:)`` must know of whole images, where it is given pieces of them.
  package func levels(of first: Tensor, _ second: Tensor) -> Tensor {
    GainBlend.levels(of: first, second)
  }

  /// The fused image before its contrast is set; with `blending` its values may leave 0...1, and the
  /// encoders do not see the outermost two pixels, where many cameras leave a black frame.
  package func blended(_ first: Tensor, _ second: Tensor, levels: Tensor) -> Tensor {
    let images = Tensor.concatenated([first, second], dim: 0)
    let blend = configuration.head.blend
    let seen = blend.map { images.withoutFrame($0.frame) } ?? images
    let features = encode(seen.to(decoder.last.weight.dtype))
    let reduced = timed(.fusion) { fusion(features, reducedBy: decoder.reduce) }
    return timed(.decoder) {
      blend.map { decoder.blend(first, second, levels: levels, by: reduced, $0) }
        ?? decoder.image(from: reduced).cropped(like: first)
    }
  }

  /// rhoR(Phi(x)), equation (2): the reconstruction of phase one.
  package func reconstruct(_ image: Tensor) -> Tensor {
    reconstruct(encode(image), like: image)
  }

  /// rhoR(Phi(x)), equation (2), from the features of `image`.
  package func reconstruct(_ features: Features, like image: Tensor) -> Tensor {
    timed(.decoder) { decoder(features.embedding).cropped(like: image) }
  }

  /// phiDH(phiS(x)) and phiDL(phiS(x)), the two halves of equation (1).
  package func encode(_ image: Tensor) -> Features {
    let shallow = timed(.shallowEncoder) { shallowEncoder(padded(image)) }
    return Features(
      high: timed(.highFrequencyEncoder) { highFrequencyEncoder(shallow) },
      low: timed(.lowFrequencyEncoder) { lowFrequencyEncoder(shallow) })
  }

  /// What the encoders see in an image: `[N, C, H', W']` each, H' and W' the padded sides over
  /// `unshuffle`.
  package struct Features {
    /// phiDH: edges and texture.
    package let high: Tensor
    /// phiDL: what covers large areas.
    package let low: Tensor

    /// Phi, equation (1): `[N, 2C, H', W']`.
    var embedding: Tensor { .concatenated([high, low], dim: 1) }
  }

  /// The image with its last row and column repeated up to whole tokens.
  private func padded(_ image: Tensor) -> Tensor {
    let multiple = configuration.sizeMultiple
    let (bottom, right) = (-image.size(2) %% multiple, -image.size(3) %% multiple)
    return bottom + right == 0
      ? image : image.padded(right: right, bottom: bottom, mode: .replicate)
  }
}

extension Tensor {
  /// The image with the pixels inside of a frame of that width repeated up to its border.
  fileprivate func withoutFrame(_ width: Int) -> Tensor {
    slice(width..<Swift.max(width, size(2) - width), dim: 2)
      .slice(width..<Swift.max(width, size(3) - width), dim: 3)
      .padded(left: width, right: width, top: width, bottom: width, mode: .replicate)
  }
}

infix operator %% : MultiplicationPrecedence

/// The remainder in 0 ..< modulus, of negative numbers too.
private func %% (value: Int, modulus: Int) -> Int {
  let remainder = value % modulus
  return remainder < 0 ? remainder + modulus : remainder
}
