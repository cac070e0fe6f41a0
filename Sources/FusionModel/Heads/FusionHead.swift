// SPDX-License-Identifier: Apache-2.0

package import Layers
package import ONNX
package import Tensors

/// The last part of a network: makes the fused image of what the network decodes.
///
/// Large images are decoded tile by tile, so a head has three steps: it looks at both whole images
/// once, blends each tile, and finishes the whole blend once. Images are `[N, 1, H, W]`, values in
/// 0...1.
package protocol FusionHead: Module {
  /// What is known of two whole images.
  associatedtype Whole

  /// Channels that the decoder gives besides the image.
  var extraChannels: Int { get }

  /// Values a side of each of these channels that a position of the decoder gives: 1, 2 or 4.
  var subdivision: Int { get }

  /// Pixels along the border that the encoders do not see: they see what is next to them inside.
  var frame: Int { get }

  /// Looks at two whole images; what it measures of them leaves out pixels that were not seen.
  func whole(_ pair: WholePair) -> Whole

  /// The fused tile, its values not yet in 0...1.
  func blend(_ decoded: Decoded, _ first: Tensor, _ second: Tensor, _ whole: Whole) -> Tensor

  /// What adds up to ``blend(_:_:_:_:)``, shaped as it: what a network can be taught one by one.
  func parts(_ decoded: Decoded, _ first: Tensor, _ second: Tensor, _ whole: Whole) -> [Tensor]

  /// Whether each of its ``parts(_:_:_:_:)`` means what the same one of another head does.
  func hasParts(like other: any FusionHead) -> Bool

  /// The fused image, of the blend of all tiles.
  func finish(_ blend: Tensor, _ whole: Whole) -> Tensor

  /// The fused image as operations of a graph, all three steps in one, its values not yet in
  /// 0...1; all pixels of `first` and `second` count.
  func fused(_ decoded: DecodedValues, _ first: GraphValue, _ second: GraphValue) -> GraphValue
}

extension FusionHead {
  package var extraChannels: Int { 0 }
  package var subdivision: Int { 1 }
  package var frame: Int { 0 }

  package func parts(
    _ decoded: Decoded, _ first: Tensor, _ second: Tensor, _ whole: Whole
  ) -> [Tensor] {
    [blend(decoded, first, second, whole)]
  }

  package func hasParts(like other: any FusionHead) -> Bool { type(of: other) == Self.self }

  /// What the encoders see of images. Shape: `[N, 1, H, W]` in and out.
  package func seen(_ images: Tensor) -> Tensor {
    guard frame > 0 else { return images }
    return images.slice(frame..<max(frame, images.size(2) - frame), dim: 2)
      .slice(frame..<max(frame, images.size(3) - frame), dim: 3)
      .padded(left: frame, right: frame, top: frame, bottom: frame, mode: .replicate)
  }

  /// ``seen(_:)`` as operations of a graph.
  package func seen(_ images: GraphValue) -> GraphValue {
    frame > 0 ? images.withoutBorder(frame).padded(frame) : images
  }
}
