// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// BaseConv of YOLOX: a convolution, then SiLU. Batch normalization is part of the convolution, as
/// in the files that are read.
///
/// Shape: `[N, inputs, H, W]` -> `[N, outputs, H / stride, W / stride]`.
final class ConvolutionUnit: Module, DetectorBlock {
  let convolution: Conv2d

  init(
    _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, groups: Int = 1,
    using generator: RandomGenerator
  ) {
    convolution = Conv2d(
      inputs, outputs, kernel: kernel, stride: stride, groups: groups, using: generator)
  }

  func callAsFunction(_ x: Tensor) -> Tensor { convolution(x).silu() }
}

extension ConvolutionUnit {
  /// One of a single pixel.
  static func pointwise(
    _ inputs: Int, _ outputs: Int, using generator: RandomGenerator
  ) -> ConvolutionUnit {
    ConvolutionUnit(inputs, outputs, kernel: 1, using: generator)
  }
}
