// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// CSPLayer (Wang et al. 2020): half of the channels pass bottlenecks, half go around them.
///
/// Shape: `[N, inputs, H, W]` -> `[N, outputs, H, W]`.
final class CrossStagePartial: Module, DetectorBlock {
  let conv1: ConvolutionUnit
  let conv2: ConvolutionUnit
  let bottlenecks: [Bottleneck]
  let conv3: ConvolutionUnit

  init(
    _ inputs: Int, _ outputs: Int, depth: Int, isResidual: Bool, using generator: RandomGenerator
  ) {
    let hidden = outputs / 2
    conv1 = .pointwise(inputs, hidden, using: generator)
    conv2 = .pointwise(inputs, hidden, using: generator)
    bottlenecks = (0..<depth).map { _ in
      Bottleneck(hidden, isResidual: isResidual, using: generator)
    }
    conv3 = .pointwise(2 * hidden, outputs, using: generator)
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    let deep = conv1(x).passed(through: bottlenecks)
    return conv3(.concatenated([deep, conv2(x)], dim: 1))
  }
}
