// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// Bottleneck of YOLOX: a 1x1 and a separable 3x3 convolution, added to the input where it
/// `isResidual`.
///
/// Shape: `[N, channels, H, W]` in and out.
final class Bottleneck: Module, DetectorBlock {
  let conv1: ConvolutionUnit
  let conv2: SeparableConvolution
  private let isResidual: Bool

  init(_ channels: Int, isResidual: Bool, using generator: RandomGenerator) {
    conv1 = .pointwise(channels, channels, using: generator)
    conv2 = SeparableConvolution(channels, channels, using: generator)
    self.isResidual = isResidual
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    let change = conv2(conv1(x))
    return isResidual ? x + change : change
  }
}
