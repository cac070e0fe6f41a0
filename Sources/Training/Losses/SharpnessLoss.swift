// SPDX-License-Identifier: Apache-2.0

package import Fusion
import FusionModel
package import Tensors

extension FusionLoss {
  /// `sharpnessLoss(first:second:fused:target:)` as a part of phase two.
  public static let sharpness = FusionLoss(
    name: "sharpness",
    summary: "log of the shortfall in spatial frequency against the target's, floored at -0.1",
    source: "Eskicioglu and Fisher 1995", defaultWeight: 0.1
  ) { sharpnessLoss(first: $0.first, second: $0.second, fused: $0.fused, target: $0.target) }
}

/// The mean over the batch of `log(SF(T) / SF(F))`, SF the spatial frequency (Eskicioglu and Fisher
/// 1995) and T what the intensity loss wants, in 0...1: 0 for an image as sharp as that, down to
/// -0.1 for a sharper one. Without that bound a network invents patterns that no source shows. Not
/// among the paper's losses.
///
/// `SF = sqrt(mean dx² + mean dy² + 1e-6)`, dx and dy the differences of neighbors.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1; a scalar.
package func sharpnessLoss(
  first: Tensor, second: Tensor, fused: Tensor, target: CentredContrast = .maximum
) -> Tensor {
  let wanted = target(first, second).clamped(0, 1)
  let missing =
    (squaredSpatialFrequency(wanted).log() - squaredSpatialFrequency(fused).log()) * 0.5
  return missing.clamped(-0.1, .infinity).mean()
}

/// `[N, 1, H, W]` -> `[N]`
private func squaredSpatialFrequency(_ image: Tensor) -> Tensor {
  [2, 3].map { dim in
    let size = image.size(dim)
    let differences = image.slice(1..<size, dim: dim) - image.slice(0..<(size - 1), dim: dim)
    return differences.squared().mean(1, 2, 3)
  }.reduce(Tensor(full: 1e-6, [], dtype: image.dtype, device: image.device)) { $0 + $1 }
}
