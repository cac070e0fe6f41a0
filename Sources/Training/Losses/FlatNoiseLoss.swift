// SPDX-License-Identifier: Apache-2.0

package import Tensors

extension FusionLoss {
  /// `flatNoiseLoss(first:second:fused:)` as a part of phase two.
  public static let noise = FusionLoss(
    name: "noise",
    summary: "noise beyond the sources' where these are flat",
    source: "metric Noise", defaultWeight: 0.1
  ) { flatNoiseLoss(first: $0.first, second: $0.second, fused: $0.fused) }
}

/// How much noisier the fused image is than both sources where these are flat. Not among the
/// paper's losses.
///
/// Over whole 7x7 tiles `Σ ω max(0, s(F) - s) / Σ ω s`, s(F) the deviation of the fused image's
/// gray levels of 0...255 in a tile, s the larger one of the sources', `ω = 1 / (1 + s² / 9)²`:
/// tiles with a deviation of 10 levels hardly count. A deviation is `sqrt(variance + 0.1)`, for its
/// gradient; the mean over the batch.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1, sides at least 7; a scalar, 0 or more.
package func flatNoiseLoss(first: Tensor, second: Tensor, fused: Tensor) -> Tensor {
  let sources = tileDeviations(first).maximum(tileDeviations(second)).detached()
  let weights = (sources.squared() * (1.0 / 9) + 1).squared().reciprocal()
  let excess = (tileDeviations(fused) - sources).clamped(0, .infinity)
  return ((weights * excess).sum(1, 2) / (weights * sources).sum(1, 2)).mean()
}

/// `[N, 1, H, W]` -> `[N, H / 7, W / 7]`
private func tileDeviations(_ image: Tensor) -> Tensor {
  let (rows, columns) = (image.size(2) / 7, image.size(3) / 7)
  let whole = image.slice(0..<rows * 7, dim: 2).slice(0..<columns * 7, dim: 3) * 255
  let tiles = whole.reshaped(image.size(0), rows, 7, columns, 7)
  let variance = (tiles - tiles.mean(2, 4, keepingDims: true)).squared().mean(2, 4)
  return (variance + 0.1).squareRoot()
}
