package import Tensors

/// Multi-head self-attention over tokens (Vaswani et al. 2017), with the keys of a Vision
/// Transformer: `qkv`, `proj`.
///
/// Shape: `[N, L, width]` in and out.
package final class SelfAttention: Module {
  package let qkv: Linear
  package let projection: Linear
  private let heads: Int

  override public class var keys: [String: String] { ["projection": "proj"] }

  /// A layer whose `heads` must divide `width`.
  package init(width: Int, heads: Int, using generator: RandomGenerator) {
    precondition(width % heads == 0, "width \(width) is no multiple of \(heads) heads")
    self.heads = heads
    qkv = Linear(width, 3 * width, using: generator)
    projection = Linear(width, width, using: generator)
  }

  package func callAsFunction(_ x: Tensor) -> Tensor {
    let (n, length, width) = (x.size(0), x.size(1), x.size(2))
    let parts = qkv(x).reshaped(n, length, 3, heads, width / heads)
      .permuted(2, 0, 3, 1, 4)  // [3, N, heads, L, d]
    let mixed = Tensor.attention(
      query: parts.select(0), key: parts.select(1), value: parts.select(2))
    return projection(mixed.transposed(1, 2).reshaped(n, length, width))
  }
}
