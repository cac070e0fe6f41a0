// SPDX-License-Identifier: Apache-2.0

package import Tensors

extension FusionLoss {
  /// `warmSignLoss(second:fused:)` as a part of phase two.
  public static let warmSign = FusionLoss(
    name: "warmSign",
    summary: "warm bodies of the second source that are drawn dark",
    source: "metric Inverted", defaultWeight: 0
  ) { warmSignLoss(second: $0.second, fused: $0.fused) }
}

/// How dark is drawn what stands out warm. Not among the paper's losses.
///
/// `Σ max(0, 0.25 e(b) - e(F)) / Σ e(b)` over the pixels with `e(b) > 20/255`, e being what is
/// above the mean of the 31x31 pixels around; 0 where there are none; the mean over the batch. A
/// quarter of its contrast is enough: with more asked for, a network leaves the first source by
/// day.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1; a scalar, 0 or more.
package func warmSignLoss(second: Tensor, fused: Tensor) -> Tensor {
  let surroundings = WindowMean(reach: 15)
  let own = (second - surroundings(second)).detached()
  let kept = fused - surroundings(fused)
  let isWarm = (own .> 20.0 / 255).to(own.dtype)
  let missing = ((own * 0.25 - kept).clamped(0, .infinity) * isWarm).sum(1, 2, 3)
  return (missing / ((own * isWarm).sum(1, 2, 3) + 1e-6)).mean()
}
