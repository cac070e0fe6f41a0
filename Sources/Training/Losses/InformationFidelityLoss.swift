// SPDX-License-Identifier: Apache-2.0

package import Tensors

extension FusionLoss {
  /// `informationFidelityLoss(first:second:fused:)` as a part of phase two.
  public static let fidelity = FusionLoss(
    name: "fidelity",
    summary: "-VIF: information about either source kept, the mean of both",
    source: "Sheikh and Bovik 2006", defaultWeight: 0.4
  ) { informationFidelityLoss(first: $0.first, second: $0.second, fused: $0.fused) }
}

/// Minus the visual information fidelity (Sheikh and Bovik 2006) of the fused image, averaged over
/// both sources: what of their information it still holds. Not among the paper's losses.
///
/// In the pixel domain over up to four scales, as the metric `VIF` of profile `cddfuse` (half of
/// it), but so that gradients flow: the noise guards are larger, and scales whose window does not
/// fit are left out. More contrast than a source's counts above 1; what counts is bounded at 3.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1, sides at least 17; a scalar.
package func informationFidelityLoss(first: Tensor, second: Tensor, fused: Tensor) -> Tensor {
  var batch = ScaledBatch(
    sources: .concatenated([first, second], dim: 0) * 255, fused: fused * 255)
  var total: Information?
  for scale in 1...4 {
    let size = (1 << (5 - scale)) + 1
    let window = GaussianFilter(size: size, sigma: Double(size) / 5)
    if scale > 1 {
      guard window.fits(batch.fused) else { break }
      batch = batch.halved(by: window)
    }
    guard window.fits(batch.fused) else { break }
    let information = batch.information(under: window)
    total = total.map { $0 + information } ?? information
  }
  guard let total else {
    precondition(TensorError.wasReported, "sides of at least 17 are wanted")
    return fused.mean()
  }
  return -(total.kept / (total.present + 1e-3)).clamped(0, 3).mean()
}

/// What sources could tell of the batch, and what the fused images still tell; `[2N]`, as the
/// sources.
private struct Information {
  let kept: Tensor
  let present: Tensor

  static func + (a: Self, b: Self) -> Self {
    Self(kept: a.kept + b.kept, present: a.present + b.present)
  }
}

/// A batch at one scale. Both sources of a pair share the moments of their fused image.
private struct ScaledBatch {
  /// The first images, then the second ones: `[2N, 1, H, W]`.
  let sources: Tensor
  /// `[N, 1, H, W]`
  let fused: Tensor

  /// Filtered, then every second row and column.
  func halved(by window: GaussianFilter) -> Self {
    Self(sources: window(sources, every: 2), fused: window(fused, every: 2))
  }

  func information(under window: GaussianFilter) -> Information {
    let count = fused.size(0)
    let moments = window(.concatenated([sources, sources.squared()], dim: 0)).chunks(2, dim: 0)
    let products = sources * twice(fused)
    // Apart from those above, through which no gradient has to flow.
    let fusedMoments = window(.concatenated([fused, fused.squared(), products], dim: 0))
    let sourceMean = moments[0]
    let fusedMean = fusedMoments.slice(0..<count, dim: 0)
    let sourceVariance = positive(moments[1] - sourceMean.squared())
    let fusedVariance = positive(
      fusedMoments.slice(count..<2 * count, dim: 0) - fusedMean.squared())
    let covariance =
      fusedMoments.slice(2 * count..<4 * count, dim: 0) - sourceMean * twice(fusedMean)
    let gain = positive(covariance / (sourceVariance + 0.1))
    let noise = (twice(fusedVariance) - gain * covariance).clamped(1e-3, .infinity) + 2
    return Information(
      kept: (gain.squared() * sourceVariance / noise + 1).log().sum(1, 2, 3),
      present: (sourceVariance * 0.5 + 1).log().sum(1, 2, 3))
  }
}

/// Once for the first images, once for the second ones.
private func twice(_ x: Tensor) -> Tensor { .concatenated([x, x], dim: 0) }

private func positive(_ x: Tensor) -> Tensor { x.clamped(0, .infinity) }
