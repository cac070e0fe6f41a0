// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// Pre-norm Transformer encoder layer (Dosovitskiy et al. 2021, fig. 1): `x + attention(LN(x))`,
/// then `x + MLP(LN(x))` with GELU.
///
/// Shape: `[N, L, width]` in and out.
final class VisionTransformerBlock: Module {
  let norm1: LayerNorm
  let attention: SelfAttention
  let norm2: LayerNorm
  let expand: Linear
  let contract: Linear

  override class var keys: [String: String] {
    ["attention": "attn", "expand": "mlp.fc1", "contract": "mlp.fc2"]
  }

  /// A block whose MLP has `expansion` times `width` hidden features.
  init(
    width: Int, heads: Int, expansion: Int, pooling: Int = 1, using generator: RandomGenerator
  ) {
    norm1 = LayerNorm(width)
    attention = SelfAttention(width: width, heads: heads, pooling: pooling, using: generator)
    norm2 = LayerNorm(width)
    expand = Linear(width, width * expansion, using: generator)
    contract = Linear(width * expansion, width, using: generator)
  }

  /// `columns` is how many of the L tokens make a row of the image.
  func callAsFunction(_ x: Tensor, columns: Int) -> Tensor {
    if let fused = fused(x, columns: columns) { return fused }
    let x = x + attention(norm1(x), columns: columns)
    return x + contract(expand(norm2(x)).gelu())
  }

  private func fused(_ x: Tensor, columns: Int) -> Tensor? {
    let (heads, hidden) = (attention.heads, expand.weight.size(0))
    guard x.isFusibleTokens, x.size(2) % (8 * heads) == 0, hidden % 8 == 0,
      let qkv = attention.qkv.affine, let projection = attention.projection.affine,
      let expansion = expand.affine, let contraction = contract.affine
    else { return nil }
    let weights = Tensor.TokenBlockWeights(
      norm1: (norm1.weight, norm1.bias), queryKeyValue: qkv, projection: projection,
      norm2: (norm2.weight, norm2.bias), expansion: expansion, contraction: contraction)
    return x.fusedTokenBlock(
      weights, heads: heads, columns: columns, pooling: attention.pooling)
  }
}

extension Linear {
  /// Its weights where it has a bias.
  fileprivate var affine: (weight: Tensor, bias: Tensor)? { bias.map { (weight, $0) } }
}
