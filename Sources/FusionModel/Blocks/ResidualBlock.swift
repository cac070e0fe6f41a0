// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// BasicBlock of ResNet18 (He et al. 2016, fig. 5 left): two 3x3 convolutions with batch
/// normalization, added to the input, which a 1x1 convolution brings to shape where it differs.
///
/// Shape: `[N, inputs, H, W]` -> `[N, outputs, H / stride, W / stride]`.
final class ResidualBlock: Module, Layer {
  let conv1: Conv2d
  let bn1: BatchNorm2d
  let conv2: Conv2d
  let bn2: BatchNorm2d
  let downsample: Downsampling?

  init(_ inputs: Int, _ outputs: Int, stride: Int, using generator: RandomGenerator) {
    conv1 = Conv2d(inputs, outputs, kernel: 3, stride: stride, bias: false, using: generator)
    bn1 = BatchNorm2d(outputs)
    conv2 = Conv2d(outputs, outputs, kernel: 3, bias: false, using: generator)
    bn2 = BatchNorm2d(outputs)
    downsample =
      stride == 1 && inputs == outputs
      ? nil : Downsampling(inputs, outputs, stride: stride, using: generator)
  }

  func forward(_ x: Tensor) -> Tensor {
    let change = conv1(x, bn1, rectified: true)
    return conv2(change, bn2, adding: downsample?(x) ?? x, rectified: true)
  }
}
