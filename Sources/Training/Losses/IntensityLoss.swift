package import Tensors

/// L_int, equation (16): the mean of `|F - max(a, b)|`.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1; a scalar.
package func intensityLoss(first: Tensor, second: Tensor, fused: Tensor) -> Tensor {
  (fused - first.maximum(second)).abs().mean()
}
