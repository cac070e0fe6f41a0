// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// One modality asks the other: multi-head attention across channels with queries from `x` and
/// keys and values from `context`, added to `x`.
///
/// Shape: `[N, C, H, W]` each, and out.
final class CrossAttention: Module {
  let queryNorm: LayerNorm
  let contextNorm: LayerNorm
  let query: Conv2d
  let keyValue: Conv2d
  let projection: Conv2d
  @Parameter var temperature: Tensor

  override class var keys: [String: String] {
    [
      "queryNorm": "norm_query", "contextNorm": "norm_context", "keyValue": "key_value",
      "projection": "project_out",
    ]
  }

  init(width: Int, heads: Int, using generator: RandomGenerator) {
    queryNorm = LayerNorm(width)
    contextNorm = LayerNorm(width)
    query = .pointwise(width, width, bias: false, using: generator)
    keyValue = .pointwise(width, 2 * width, bias: false, using: generator)
    projection = .pointwise(width, width, bias: false, using: generator)
    temperature = .ones([heads, 1, 1])
  }

  /// Whether a head's channels fill the vectors of the fused operations.
  var isFusible: Bool { projection.weight.size(0) % (8 * temperature.size(0)) == 0 }

  /// The same weights for the fused operation.
  var weights: Tensor.CrossAttentionWeights {
    Tensor.CrossAttentionWeights(
      queryNorm: (queryNorm.weight, queryNorm.bias),
      contextNorm: (contextNorm.weight, contextNorm.bias), query: query.weight,
      keyValue: keyValue.weight, projection: projection.weight, temperature: temperature)
  }

  func callAsFunction(_ x: Tensor, context: Tensor) -> Tensor {
    let parts = keyValue(contextNorm.overChannels(context)).chunks(2, dim: 1)
    let answer = attendAcrossChannels(
      query: query(queryNorm.overChannels(x)), key: parts[0], value: parts[1],
      temperature: temperature, projection: projection.weight)
    return x + answer
  }
}
