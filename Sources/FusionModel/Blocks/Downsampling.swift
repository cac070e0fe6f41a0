// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// The shortcut of a ``ResidualBlock`` that changes shape: a strided 1x1 convolution, normalized.
final class Downsampling: Module {
  @Child(key: "0") var convolution: Conv2d
  @Child(key: "1") var normalization: BatchNorm2d

  init(_ inputs: Int, _ outputs: Int, stride: Int, using generator: RandomGenerator) {
    _convolution.wrappedValue = Conv2d(
      inputs, outputs, kernel: 1, stride: stride, bias: false, using: generator)
    _normalization.wrappedValue = BatchNorm2d(outputs)
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    convolution(x, normalization, rectified: false)
  }
}
