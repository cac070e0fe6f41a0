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
  init(width: Int, heads: Int, expansion: Int, using generator: RandomGenerator) {
    norm1 = LayerNorm(width)
    attention = SelfAttention(width: width, heads: heads, using: generator)
    norm2 = LayerNorm(width)
    expand = Linear(width, width * expansion, using: generator)
    contract = Linear(width * expansion, width, using: generator)
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    let x = x + attention(norm1(x))
    return x + contract(expand(norm2(x)).gelu())
  }
}
