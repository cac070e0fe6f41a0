// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

extension ChannelTransformerBlock {
  func fused(_ x: Tensor) -> Tensor? {
    x.isFusible && attention.fillsVectors ? x.fusedTransformerBlock(weights) : nil
  }

  private var weights: Tensor.TransformerBlockWeights {
    Tensor.TransformerBlockWeights(
      norm1: (norm1.weight, norm1.bias), queryKeyValue: attention.queryKeyValue.weight,
      depthwise: attention.depthwise.weight, projection: attention.projection.weight,
      temperature: attention.temperature, norm2: (norm2.weight, norm2.bias),
      expansion: feedForward.projectionIn.weight,
      expansionDepthwise: feedForward.depthwise.weight,
      contraction: feedForward.projectionOut.weight)
  }
}

extension ChannelAttention {
  /// Whether a head's channels fill the vectors of the fused operations.
  fileprivate var fillsVectors: Bool {
    projection.weight.size(0) % (8 * temperature.size(0)) == 0
  }
}
