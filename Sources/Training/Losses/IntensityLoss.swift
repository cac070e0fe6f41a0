// SPDX-License-Identifier: Apache-2.0

package import FusionModel
package import Tensors

/// L_int, equation (16): the mean of `|F - target(a, b)|`, the target in 0...1, printed as `max(a, b)`.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1; a scalar.
package func intensityLoss(
  first: Tensor, second: Tensor, fused: Tensor, target: CentredContrast = .maximum
) -> Tensor {
  (fused - target(first, second).clamped(0, 1)).abs().mean()
}
