// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// Conv2D-LeakyReLU-BatchNorm at stride 2.
///
/// Shape: `[N, inputs, H, W]` -> `[N, outputs, H / 2, W / 2]`, rounded up.
final class DiscriminatorStage: Module {
  let conv: Conv2d
  let norm: BatchNorm2d?

  init(_ inputs: Int, _ outputs: Int, isNormalized: Bool, using generator: RandomGenerator) {
    conv = Conv2d(inputs, outputs, kernel: 3, stride: 2, using: generator)
    norm = isNormalized ? BatchNorm2d(outputs) : nil
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    let x = conv(x).leakyReLU(slope: 0.2)
    return norm?(x) ?? x
  }
}
