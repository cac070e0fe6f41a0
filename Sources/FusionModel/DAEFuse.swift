// SPDX-License-Identifier: Apache-2.0

package import Layers
package import Tensors

/// The network of "DAE-Fuse: An Adaptive Discriminative Autoencoder for Multi-Modality Image
/// Fusion" (Guo et al.), figure 1.
///
/// Images are `[N, 1, H, W]` with values in 0...1, H and W at least 16; the two of a pair share
/// their shape. Inside, features are channels-last. Calling it is F(a, b), equation (4): what
/// ``decode(_:_:)`` gives, made an image by the ``head``.
package final class DAEFuse: Module, FusionNetwork {
  package static let architecture = "dae-fuse"

  /// What the network was built from.
  package let configuration: ModelConfiguration
  @Child(key: "shallow_encoder") var shallowEncoder: ShallowEncoder
  @Child(key: "high_frequency_encoder") var highFrequencyEncoder: HighFrequencyEncoder
  @Child(key: "low_frequency_encoder") var lowFrequencyEncoder: LowFrequencyEncoder
  @Child(key: "") var neck: Neck
  let decoder: Decoder
  /// What makes the fused image of the decoder's output.
  package let head: any FusionHead

  /// A network with first weights drawn from `generator`. The configuration must be valid.
  package init(_ configuration: ModelConfiguration, using generator: RandomGenerator) {
    self.configuration = configuration
    head = configuration.head.make()
    _shallowEncoder.wrappedValue = ShallowEncoder(configuration, using: generator)
    _highFrequencyEncoder.wrappedValue = HighFrequencyEncoder(configuration, using: generator)
    _lowFrequencyEncoder.wrappedValue = LowFrequencyEncoder(configuration, using: generator)
    _neck.wrappedValue = Neck(configuration, using: generator)
    decoder = Decoder(configuration, for: head, using: generator)
    super.init()
    convert(memoryFormat: .channelsLast)
  }

  /// What the head makes F(a, b) of. Both images pass the encoders as one batch.
  package func decode(_ first: Tensor, _ second: Tensor) -> Decoded {
    decoder(neck(features(of: means(of: first, second))))
  }

  /// rhoR(Phi(x)), equation (2): the reconstruction of phase one.
  package func reconstruct(_ image: Tensor) -> Tensor {
    reconstruct(encode(image), like: image)
  }

  /// rhoR(Phi(x)), equation (2), from the features of `image`.
  package func reconstruct(_ features: Features, like image: Tensor) -> Tensor {
    decoder(neck.alone(features)).enlargedImage.cropped(like: image)
  }

  /// phiDH(phiS(x)) and phiDL(phiS(x)), the two halves of equation (1).
  package func encode(_ image: Tensor) -> Features { features(of: means(of: image)) }

  /// What the encoders see of an image: each of its pixels, or means of `reduction` a side.
  private func means(of image: Tensor) -> Tensor {
    let padded = image.padded(toMultipleOf: configuration.sizeMultiple)
    let reduction = configuration.reduction
    return reduction == 1 ? padded : padded.averagePooled(reduction, stride: reduction)
  }

  /// The same of a pair as one batch, without the frame that its head leaves out.
  private func means(of first: Tensor, _ second: Tensor) -> Tensor {
    guard first.isFusibleImage, second.isFusibleImage else {
      return means(of: head.seen(.concatenated([first, second], dim: 0)))
    }
    return .fusedMeans(
      of: [first, second], reduction: configuration.reduction,
      multiple: configuration.sizeMultiple, frame: head.frame)
  }

  private func features(of means: Tensor) -> Features {
    let shallow = shallowEncoder(means)
    return Features(high: highFrequencyEncoder(shallow), low: lowFrequencyEncoder(shallow))
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
}

extension Tensor {
  /// The first rows and columns, as many as `image` has.
  func cropped(like image: Tensor) -> Tensor {
    slice(0..<image.size(2), dim: 2).slice(0..<image.size(3), dim: 3)
  }

  /// The image with its last row and column repeated until its sides are multiples.
  func padded(toMultipleOf multiple: Int) -> Tensor {
    let (bottom, right) = (
      size(2).distance(toMultipleOf: multiple), size(3).distance(toMultipleOf: multiple)
    )
    return bottom + right == 0 ? self : padded(right: right, bottom: bottom, mode: .replicate)
  }
}

extension Int {
  /// How much is to be added to be a multiple of `factor`.
  fileprivate func distance(toMultipleOf factor: Int) -> Int {
    (self + factor - 1) / factor * factor - self
  }
}
