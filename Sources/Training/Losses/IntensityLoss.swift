// SPDX-License-Identifier: Apache-2.0

package import Fusion
import FusionModel
package import Tensors

extension FusionLoss {
  /// `intensityLoss(first:second:fused:target:)` as a part of phase two.
  public static let intensity = FusionLoss(
    name: "intensity",
    summary: "mean distance from a target, a `CentredContrast`",
    source: "(16), whose target is `max(a, b)`", defaultWeight: 1, isOfThePaper: true
  ) { intensityLoss(first: $0.first, second: $0.second, fused: $0.output, target: $0.target) }
}

/// L_int, equation (16): the mean of `|F - target(a, b)|`, the target in 0...1, printed as
/// `max(a, b)`.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1; a scalar.
package func intensityLoss(
  first: Tensor, second: Tensor, fused: Tensor, target: CentredContrast = .maximum
) -> Tensor {
  (fused - target(first, second).clamped(0, 1)).abs().mean()
}
