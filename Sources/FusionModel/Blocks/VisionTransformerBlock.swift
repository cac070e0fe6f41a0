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
    let x = x + attention(norm1(x), columns: columns)
    return x + contract(expand(norm2(x)).gelu())
  }
}
