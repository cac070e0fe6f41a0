// SPDX-License-Identifier: Apache-2.0

import Layers
import ONNX
import Tensors

extension ChannelAttention {
  func callAsFunction(_ x: GraphValue) -> GraphValue {
    let parts = depthwise(queryKeyValue(x)).chunks(3, dim: 1)
    return attendAcrossChannels(
      query: parts[0], key: parts[1], value: parts[2], temperature: temperature,
      projection: projection)
  }
}

/// Attention across channels, head by head, and the projection after it. Shape: `[N, C, H, W]` in
/// and out; `temperature` `[heads, 1, 1]`.
func attendAcrossChannels(
  query: GraphValue, key: GraphValue, value: GraphValue, temperature: Tensor, projection: Conv2d
) -> GraphValue {
  let heads = temperature.size(0)
  let perHead = projection.weight.size(0) / heads
  func split(_ x: GraphValue) -> GraphValue { x.reshaped(0, heads, perHead, -1) }
  let (q, k) = (split(query).normalized(least: 1e-12), split(key).normalized(least: 1e-12))
  let scores = q.matmul(k.permuted(0, 1, 3, 2)) * query.graph.weight(temperature)
  let mixed = scores.softmax(-1).matmul(split(value))  // [N, heads, C / heads, H W]
  return projection(mixed.reshaped(like: query))
}
