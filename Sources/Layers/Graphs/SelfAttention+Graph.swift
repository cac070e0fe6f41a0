// SPDX-License-Identifier: Apache-2.0

package import ONNX
import Tensors

extension SelfAttention {
  /// Shape: tokens where they are in the image, `[N, rows, columns, width]`, in and out.
  package func callAsFunction(_ x: GraphValue) -> GraphValue {
    let width = projection.weight.size(1)
    let parts = qkv(x).split([width, 2 * width], dim: -1)
    let context = pooled(parts[1]).chunks(2, dim: -1)
    let (query, key, value) = (split(parts[0]), split(context[0]), split(context[1]))
    let scale = 1 / Double(width / heads).squareRoot()
    let weights = (query * scale).matmul(key.permuted(0, 1, 3, 2)).softmax(-1)
    let mixed = weights.matmul(value).permuted(0, 2, 1, 3)  // [N, L, heads, d]
    return projection(mixed.reshaped(like: x))
  }

  /// `[N, rows, columns, width]` -> `[N, heads, L, d]`.
  private func split(_ x: GraphValue) -> GraphValue {
    x.reshaped(0, -1, heads, projection.weight.size(1) / heads).permuted(0, 2, 1, 3)
  }

  /// `[N, rows, columns, D]` -> `[N, rows / pooling, columns / pooling, D]`.
  private func pooled(_ tokens: GraphValue) -> GraphValue {
    if pooling == 1 { return tokens }
    return tokens.permuted(0, 3, 1, 2)
      .averagePooled(rows: pooling, columns: pooling, stride: pooling).permuted(0, 2, 3, 1)
  }
}
