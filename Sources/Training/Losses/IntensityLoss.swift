package import Tensors

/// L_int, equation (16): the mean of `|F - target(a, b)|`, the target printed as `max(a, b)`.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1; a scalar.
package func intensityLoss(
  first: Tensor, second: Tensor, fused: Tensor, target: IntensityTarget = .printed
) -> Tensor {
  (fused - target(first, second)).abs().mean()
}
