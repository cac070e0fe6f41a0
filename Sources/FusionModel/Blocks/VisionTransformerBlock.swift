// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// Pre-norm Transformer encoder layer (Dosovitskiy et al. 2021, fig. 1): `x + attention(LN(x))`,
/// then `x + MLP(LN(x))` with GELU.
///
/// Shape: `[N, L, width]` in and out.
final class VisionTransformerBlock: Module, Layer {
  let norm1: LayerNorm
  @Child(key: "attn") var attention: SelfAttention
  let norm2: LayerNorm
  let mlp: TokenFeedForward

  /// A block whose MLP has `expansion` times `width` hidden features.
  init(
    width: Int, heads: Int, expansion: Int, pooling: Int = 1, using generator: RandomGenerator
  ) {
    norm1 = LayerNorm(width)
    _attention.wrappedValue = SelfAttention(
      width: width, heads: heads, pooling: pooling, using: generator)
    norm2 = LayerNorm(width)
    mlp = TokenFeedForward(width, expansion: expansion, using: generator)
  }

  func forward(_ grid: TokenGrid) -> Tensor {
    let x = grid.tokens + attention(norm1(grid.tokens), columns: grid.columns)
    return x + mlp(norm2(x))
  }

  /// `columns` is how many of the L tokens make a row of the image.
  func callAsFunction(_ x: Tensor, columns: Int) -> Tensor {
    self(TokenGrid(tokens: x, columns: columns))
  }
}
