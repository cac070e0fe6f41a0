// SPDX-License-Identifier: Apache-2.0

package import Tensors

extension FusionLoss {
  /// `salienceLoss(first:second:fused:)` as a part of phase two.
  public static let salience = FusionLoss(
    name: "salience",
    summary: "contrast missing of what stands out in either source, the mean of both",
    source: "metrics Warm, Bright", defaultWeight: 0.3
  ) { salienceLoss(first: $0.first, second: $0.second, fused: $0.fused) }
}

/// How much of the contrast of what stands out in either source is missing: warm bodies of an
/// infrared image, lamps and lettering of a visible one. Not among the paper's losses.
///
/// The mean over both sources s of `Σ max(0, 0.8 e(s) - e(F)) / Σ e(s)` over the pixels with `e(s)
/// > 20/255`, e being what is above the mean of the 31x31 pixels around, as in the metrics `Warm`
/// and `Bright`; 0 where there are none; the mean over the batch. With one source alone, a network
/// leaves the other.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1; a scalar, 0 for 0.8 of the contrast or more.
package func salienceLoss(first: Tensor, second: Tensor, fused: Tensor) -> Tensor {
  let surroundings = WindowMean(reach: 15)
  let kept = fused - surroundings(fused)
  let missing = [first, second].map { source in
    let own = (source - surroundings(source)).detached()
    let isSalient = (own .> 20.0 / 255).to(own.dtype)
    let lost = ((own * 0.8 - kept).clamped(0, .infinity) * isSalient).sum(1, 2, 3)
    return (lost / ((own * isSalient).sum(1, 2, 3) + 1e-6)).mean()
  }
  return (missing[0] + missing[1]) * 0.5
}
