// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// Multi-head self-attention over tokens (Vaswani et al. 2017), with the keys of a Vision
/// Transformer: `qkv`, `proj`.
///
/// Shape: `[N, L, width]` in and out.
///
/// With `pooling` p, the L tokens are a grid, and p x p of them share the mean of their keys and of
/// their values (as in Wang et al., "PVT v2", 2022, section 3.2): the cost, which grows with the
/// square of L, falls by p². Both sides of the grid must be multiples of p.
package final class SelfAttention: Module {
  package let qkv: Linear
  @Child(key: "proj") package var projection: Linear
  package let heads: Int
  package let pooling: Int

  /// A layer whose `heads` must divide `width`.
  package init(width: Int, heads: Int, pooling: Int = 1, using generator: RandomGenerator) {
    precondition(width % heads == 0, "width \(width) is no multiple of \(heads) heads")
    (self.heads, self.pooling) = (heads, pooling)
    qkv = Linear(width, 3 * width, using: generator)
    _projection.wrappedValue = Linear(width, width, using: generator)
  }

  /// `columns` is how many tokens of L make a row of the grid; looked at where keys are pooled.
  package func callAsFunction(_ x: Tensor, columns: Int) -> Tensor {
    let (length, width) = (x.size(1), x.size(2))
    let all = qkv(x)
    let queries = all.slice(0..<width, dim: 2)
    let context = pooled(all.slice(width..<3 * width, dim: 2), columns: columns)
    let mixed = Tensor.attention(
      query: split(queries), key: split(context.slice(0..<width, dim: 2)),
      value: split(context.slice(width..<2 * width, dim: 2)))
    return projection(mixed.transposed(1, 2).reshaped(-1, length, width))
  }

  /// `[N, L, width]` -> `[N, heads, L, d]`.
  private func split(_ x: Tensor) -> Tensor {
    x.reshaped(x.size(0), x.size(1), heads, x.size(2) / heads).transposed(1, 2)
  }

  /// `[N, L, D]` -> `[N, L', D]`.
  private func pooled(_ tokens: Tensor, columns: Int) -> Tensor {
    if pooling == 1 { return tokens }
    let rows = tokens.size(1) / columns
    precondition(
      TensorError.wasReported || rows % pooling == 0 && columns % pooling == 0,
      "\(rows) x \(columns) tokens")
    let grid = tokens.reshaped(-1, rows, columns, tokens.size(2)).permuted(0, 3, 1, 2)
    return grid.averagePooled(pooling, stride: pooling).permuted(0, 2, 3, 1)
      .flattened(from: 1, to: 2)
  }
}
