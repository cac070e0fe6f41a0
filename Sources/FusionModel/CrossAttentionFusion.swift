// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// The attention-guided fusion of phase two: each modality's embedding attends to the other's, and
/// a 1x1 convolution joins the two into one that the decoder reads. With
/// ``ModelConfiguration/Merge/concatenation`` it joins
/// the embeddings as they are.
///
/// Shape: `[N, 2C, H, W]` each, and out.
final class CrossAttentionFusion: Module {
  @Child(key: "first_from_second") var firstFromSecond: CrossAttention?
  @Child(key: "second_from_first") var secondFromFirst: CrossAttention?
  let merge: Conv2d

  init(_ configuration: ModelConfiguration, using generator: RandomGenerator) {
    let width = 2 * configuration.width
    func attention() -> CrossAttention? {
      configuration.merge == .concatenation
        ? nil : CrossAttention(width: width, heads: configuration.heads, using: generator)
    }
    _firstFromSecond.wrappedValue = attention()
    _secondFromFirst.wrappedValue = attention()
    merge = .pointwise(2 * width, width, bias: true, using: generator)
    super.init()
    startAsMean(width)
  }

  func callAsFunction(_ first: Tensor, _ second: Tensor) -> Tensor {
    let joined = [
      firstFromSecond?(first, context: second) ?? first,
      secondFromFirst?(second, context: first) ?? second,
    ]
    return merge(.concatenated(joined, dim: 1))  // [N, 4C, H, W] -> [N, 2C, H, W]
  }

  /// Phase two starts from the mean of the two embeddings, which the decoder of phase one reads.
  private func startAsMean(_ width: Int) {
    let index = Tensor.range(width)
    let identity = (index.unsqueezed(0) .== index.unsqueezed(1)).to(.float32) * 0.5
    withoutGradients {
      merge.weight.copy_(
        Tensor.concatenated([identity, identity], dim: 1).reshaped(width, 2 * width, 1, 1))
      merge.bias?.fill_(0)
    }
  }
}
