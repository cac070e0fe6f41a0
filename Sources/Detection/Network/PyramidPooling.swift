// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// SPP (He et al. 2015): maxima over windows of 5, 9 and 13 pixels beside the features themselves.
///
/// Shape: `[N, channels, H, W]` in and out.
final class PyramidPooling: Module, DetectorBlock {
  let conv1: ConvolutionUnit
  let conv2: ConvolutionUnit
  private let windows = [5, 9, 13]

  init(_ channels: Int, using generator: RandomGenerator) {
    let hidden = channels / 2
    conv1 = .pointwise(channels, hidden, using: generator)
    conv2 = .pointwise((1 + windows.count) * hidden, channels, using: generator)
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    let x = conv1(x)
    let maxima = windows.map { x.maxPooled($0, stride: 1, padding: $0 / 2) }
    return conv2(.concatenated([x] + maxima, dim: 1))
  }
}
