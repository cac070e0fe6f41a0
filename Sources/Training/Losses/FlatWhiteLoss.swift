// SPDX-License-Identifier: Apache-2.0

package import Tensors

extension FusionLoss {
  /// `flatWhiteLoss(second:fused:)` as a part of phase two.
  public static let flatWhite = FusionLoss(
    name: "flatWhite",
    summary: "warm bodies of the second source that are drawn white",
    source: "metric Flat", defaultWeight: 0
  ) { flatWhiteLoss(second: $0.second, fused: $0.fused) }
}

/// How white is drawn what stands out warm and is not white itself. Not among the paper's losses.
///
/// The mean of `max(0, F - max(0.96, b)) / 0.04` over the pixels of the batch with `e(b) > 32/255`,
/// e being what is above the mean of the 31x31 pixels around, as in the metric `Flat`; 0 where
/// there are none. It begins below white, where softened contrast still has a slope.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1; a scalar in 0...1.
package func flatWhiteLoss(second: Tensor, fused: Tensor) -> Tensor {
  let own = second - WindowMean(reach: 15)(second)
  let isWarm = (own .> 32.0 / 255).to(own.dtype)
  let whitest = second.clamped(0.96, .infinity)
  let excess = (fused - whitest).clamped(0, .infinity) / 0.04
  return (excess * isWarm).sum() / (isWarm.sum() + 1e-6)
}
