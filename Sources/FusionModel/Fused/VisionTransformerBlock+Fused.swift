// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

extension VisionTransformerBlock {
  func fused(_ input: TokenGrid) -> Tensor? {
    let (x, heads, hidden) = (input.tokens, attention.heads, mlp.expand.weight.size(0))
    guard x.isFusibleTokens, x.size(2) % (8 * heads) == 0, hidden % 8 == 0, let weights else {
      return nil
    }
    return x.fusedTokenBlock(
      weights, heads: heads, columns: input.columns, pooling: attention.pooling)
  }

  private var weights: Tensor.TokenBlockWeights? {
    guard let qkv = attention.qkv.affine, let projection = attention.projection.affine,
      let expansion = mlp.expand.affine, let contraction = mlp.contract.affine
    else { return nil }
    return Tensor.TokenBlockWeights(
      norm1: (norm1.weight, norm1.bias), queryKeyValue: qkv, projection: projection,
      norm2: (norm2.weight, norm2.bias), expansion: expansion, contraction: contraction)
  }
}

extension Linear {
  /// Its weights where it has a bias.
  fileprivate var affine: (weight: Tensor, bias: Tensor)? { bias.map { (weight, $0) } }
}
