// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// MDTA: multi-head attention across channels, its cost linear in pixels (Zamir et al. 2022,
/// "Restormer", fig. 2a).
///
/// `W_o softmax(norm(Q) norm(K)^T t) V` a head, Q, K and V of `[C / heads, H W]`, rows of Q and K
/// normalized by their Euclidean norm, t a learned temperature. Shape: `[N, C, H, W]` in and out.
final class ChannelAttention: Module {
  @Child(key: "qkv") var queryKeyValue: Conv2d
  @Child(key: "qkv_dwconv") var depthwise: Conv2d
  @Child(key: "project_out") var projection: Conv2d
  @Parameter var temperature: Tensor

  init(width: Int, heads: Int, using generator: RandomGenerator) {
    _queryKeyValue.wrappedValue = .pointwise(width, 3 * width, bias: false, using: generator)
    _depthwise.wrappedValue = .depthwise(3 * width, bias: false, using: generator)
    _projection.wrappedValue = .pointwise(width, width, bias: false, using: generator)
    temperature = .ones([heads, 1, 1])
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    let parts = depthwise(queryKeyValue(x)).chunks(3, dim: 1)
    return attendAcrossChannels(
      query: parts[0], key: parts[1], value: parts[2], temperature: temperature,
      projection: projection.weight)
  }
}

/// Attention across channels and the projection after it, without rewriting Q, K or V.
///
/// The norms divide the small matrix Q K^T instead of Q and K; all heads share one C x C product
/// in which pairs of different heads are masked out; and attention and projection together are one
/// C x C matrix applied to V.
///
/// Shape: query, key, value `[N, C, H, W]`, best channels-last; `temperature` `[heads, 1, 1]`;
/// `projection` the weight of the 1x1 convolution that follows, `[C, C, 1, 1]`; the result
/// `[N, C, H, W]`, channels-last.
func attendAcrossChannels(
  query: Tensor, key: Tensor, value: Tensor, temperature: Tensor, projection: Tensor
) -> Tensor {
  let (height, width, channels) = (query.size(2), query.size(3), query.size(1))
  let (q, k, v) = (pixelRows(query), pixelRows(key), pixelRows(value))  // [N, HW, C]
  let scores = q.cosines(to: k) * perChannel(temperature, channels)  // [N, C, C]
  let weights = (scores + headMask(temperature, channels)).softmax(-1)
  let combined = projection.reshaped(channels, channels).matmul(weights)  // [N, C, C]
  // V in one piece, as its product and the gradient of that want it.
  return v.contiguous().matmul(combined.transposed(1, 2))
    .reshaped(-1, height, width, channels).permuted(0, 3, 1, 2)
}

/// `[N, C, H, W]` -> `[N, H W, C]`; a view of a channels-last tensor.
private func pixelRows(_ x: Tensor) -> Tensor {
  x.permuted(0, 2, 3, 1).flattened(from: 1, to: 2)
}

/// A value a head, `[heads, 1, 1]`, to one a row of the scores, `[C, 1]`.
private func perChannel(_ values: Tensor, _ channels: Int) -> Tensor {
  let heads = values.size(0)
  return values.reshaped(heads, 1).expanded(heads, channels / heads).reshaped(channels, 1)
}

/// 0 where two channels share a head, minus infinity elsewhere. `[C, C]`.
private func headMask(_ like: Tensor, _ channels: Int) -> Tensor {
  let perHead = Double(channels / like.size(0))
  let head = (Tensor.range(channels, dtype: .float32, device: like.device) / perHead).floor()
  let shared = head.unsqueezed(1) .== head.unsqueezed(0)
  let zero = Tensor(full: 0, [], dtype: like.dtype, device: like.device)
  return .select(shared, zero, zero - .infinity)
}
