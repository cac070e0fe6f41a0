// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// DWConv of YOLOX: a 3x3 convolution of each channel by itself, then a 1x1 convolution.
///
/// Shape: `[N, inputs, H, W]` -> `[N, outputs, H / stride, W / stride]`.
final class SeparableConvolution: Module, DetectorBlock {
  let depthwise: ConvolutionUnit
  let pointwise: ConvolutionUnit

  init(_ inputs: Int, _ outputs: Int, stride: Int = 1, using generator: RandomGenerator) {
    depthwise = ConvolutionUnit(
      inputs, inputs, kernel: 3, stride: stride, groups: inputs, using: generator)
    pointwise = .pointwise(inputs, outputs, using: generator)
  }

  func callAsFunction(_ x: Tensor) -> Tensor { pointwise(depthwise(x)) }
}
