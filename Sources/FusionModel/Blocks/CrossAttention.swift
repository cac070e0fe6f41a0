// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// One modality asks the other: multi-head attention across channels with queries from `x` and
/// keys and values from `context`, added to `x`.
///
/// Shape: `[N, C, H, W]` each, and out.
final class CrossAttention: Module {
  @Child(key: "norm_query") var queryNorm: LayerNorm
  @Child(key: "norm_context") var contextNorm: LayerNorm
  let query: Conv2d
  @Child(key: "key_value") var keyValue: Conv2d
  @Child(key: "project_out") var projection: Conv2d
  @Parameter var temperature: Tensor

  init(width: Int, heads: Int, using generator: RandomGenerator) {
    _queryNorm.wrappedValue = LayerNorm(width)
    _contextNorm.wrappedValue = LayerNorm(width)
    query = .pointwise(width, width, bias: false, using: generator)
    _keyValue.wrappedValue = .pointwise(width, 2 * width, bias: false, using: generator)
    _projection.wrappedValue = .pointwise(width, width, bias: false, using: generator)
    temperature = .ones([heads, 1, 1])
  }

  func callAsFunction(_ x: Tensor, context: Tensor) -> Tensor {
    let parts = keyValue(contextNorm.overChannels(context)).chunks(2, dim: 1)
    let answer = attendAcrossChannels(
      query: query(queryNorm.overChannels(x)), key: parts[0], value: parts[1],
      temperature: temperature, projection: projection.weight)
    return x + answer
  }
}
