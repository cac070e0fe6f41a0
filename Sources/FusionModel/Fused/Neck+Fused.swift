// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

extension Neck {
  /// Cross-attention both ways and all 1x1 convolutions after it together.
  func fused(_ features: DAEFuse.Features) -> Tensor? {
    guard features.high.isFusible, features.low.isFusible,
      let firstFromSecond = fusion.firstFromSecond, let secondFromFirst = fusion.secondFromFirst,
      firstFromSecond.fillsVectors, let mergeBias = fusion.merge.bias, let reduceBias = reduce.bias
    else { return nil }
    return Tensor.fusedCrossAttention(
      high: features.high, low: features.low, firstFromSecond: firstFromSecond.weights,
      secondFromFirst: secondFromFirst.weights, merge: (fusion.merge.weight, mergeBias),
      reduce: (reduce.weight, reduceBias))
  }
}

extension CrossAttention {
  /// Whether a head's channels fill the vectors of the fused operations.
  fileprivate var fillsVectors: Bool {
    projection.weight.size(0) % (8 * temperature.size(0)) == 0
  }

  fileprivate var weights: Tensor.CrossAttentionWeights {
    Tensor.CrossAttentionWeights(
      queryNorm: (queryNorm.weight, queryNorm.bias),
      contextNorm: (contextNorm.weight, contextNorm.bias), query: query.weight,
      keyValue: keyValue.weight, projection: projection.weight, temperature: temperature)
  }
}
