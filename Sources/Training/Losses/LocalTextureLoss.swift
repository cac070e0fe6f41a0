// SPDX-License-Identifier: Apache-2.0

package import Tensors

extension FusionLoss {
  /// `localTextureLoss(first:second:fused:)` as a part of phase two.
  public static let localTexture = FusionLoss(
    name: "localTexture",
    summary: "texture of either source that is not in the fused image, window by window",
    source: "metrics TexA, TexB", defaultWeight: 0
  ) { localTextureLoss(first: $0.first, second: $0.second, fused: $0.fused) }
}

/// How far each source's texture is from being found in the fused image. Not among the paper's
/// losses.
///
/// With h what is left of an image without its 7x7 means, and variances and covariances over 15x15
/// windows as far as they lie within the image, it is `mean ω max(0, 0.9 t - r) / (mean ω + 0.02)`
/// for each source s: r the correlation of h(F) and h(s), `t² = var h(s) / (var h(a) + var h(b))`,
/// the correlation that s has with the sum of two textures that have nothing in common. So a lawn
/// behind thin smoke counts as much as one in the sun. `ω = (v / (v + τ²))²`, v the variance of
/// h(s), leaves flat windows out: `τ² = (2/255)² + 4 n²`, the noise n² being the harmonic mean of v
/// over the image. The mean over both sources and the batch.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1; a scalar in 0...1.9, 0 where both textures are
/// kept.
package func localTextureLoss(first: Tensor, second: Tensor, fused: Tensor) -> Tensor {
  let textures = [first, second].map { LocalTexture($0.detached()) }
  let all = textures[0].variance + textures[1].variance
  let made = LocalTexture(fused)
  let missing = textures.map { texture in
    let wanted = (texture.variance / all).squareRoot() * 0.9
    let lost = (wanted - texture.correlation(with: made)).clamped(0, .infinity)
    let weights = texture.weights
    return ((weights * lost).mean(1, 2, 3) / (weights.mean(1, 2, 3) + 0.02)).mean()
  }
  return (missing[0] + missing[1]) * 0.5
}

/// What an image has besides its 7x7 means.
private struct LocalTexture {
  /// `[N, 1, H, W]`, both
  let detail: Tensor
  /// Of the 15x15 pixels around, and half a gray level's square.
  let variance: Tensor

  private static let window = WindowMean(reach: 7)

  init(_ image: Tensor) {
    detail = image - WindowMean(reach: 3)(image)
    variance = Self.window(detail.squared()) + 0.25 / (255 * 255)
  }

  func correlation(with other: LocalTexture) -> Tensor {
    Self.window(detail * other.detail) / (variance * other.variance).squareRoot()
  }

  /// About 1 where there is texture, about 0 where there is noise at most.
  var weights: Tensor {
    let noise = variance.reciprocal().mean(1, 2, 3, keepingDims: true).reciprocal()
    return (variance / (variance + noise * 4 + 4.0 / (255 * 255))).squared()
  }
}
