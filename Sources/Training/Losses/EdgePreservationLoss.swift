// SPDX-License-Identifier: Apache-2.0

package import Tensors

extension FusionLoss {
  /// `edgePreservationLoss(first:second:fused:)` as a part of phase two.
  public static let edges = FusionLoss(
    name: "edges",
    summary: "1 - Qabf: edges' strength and direction lost",
    source: "Xydeas and Petrovic 2000", defaultWeight: 0.6
  ) { edgePreservationLoss(first: $0.first, second: $0.second, fused: $0.fused) }

  /// `balancedEdgeLoss(first:second:fused:)` as a part of phase two.
  public static let balancedEdges = FusionLoss(
    name: "balancedEdges",
    summary: "1 - Qabf with both sources weighted equally, each edge up to 1.5 times as much",
    source: "metrics QAF, QBF", defaultWeight: 0
  ) { balancedEdgeLoss(first: $0.first, second: $0.second, fused: $0.fused) }
}

/// 1 - Qabf (Xydeas and Petrovic 2000): how much of the edges' strength and direction is lost, each
/// source's edges weighted by their strength. Not among the paper's losses.
///
/// As the metric `Qabf` of profile `standard`, but so that gradients flow: strengths have `sqrt(g²
/// + 0.001)` for g, and equal directions count as 0.8 degrees apart, so that equal images lose
/// 0.028. Profile `cddfuse` pads the border, which is left out here, and tells light-to-dark edges
/// from dark-to-light ones, which are alike here. Gradients are Sobel's on the scale of 0...255.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1, sides at least 3; a scalar in 0...1.
package func edgePreservationLoss(first: Tensor, second: Tensor, fused: Tensor) -> Tensor {
  let parts = preservedEdges(of: [first, second], in: fused)
  return 1 - ((parts[0].kept + parts[1].kept) / (parts[0].all + parts[1].all)).mean()
}

/// As `edgePreservationLoss(first:second:fused:)`, but the source with less contrast counts as
/// much as the other, each edge up to 1.5 times as much as one of the other's: 1 - (QAF + QBF) / 2
/// where neither source has more than 1.5 times the other's gradients. Without that limit the few
/// edges of a PET image displace the MRI's. Not among the paper's losses.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1, sides at least 3; a scalar in 0...1.
package func balancedEdgeLoss(first: Tensor, second: Tensor, fused: Tensor) -> Tensor {
  let parts = preservedEdges(of: [first, second], in: fused)
  let weights = [
    parts[0].all.maximum(parts[1].all / 1.5).reciprocal(),
    parts[1].all.maximum(parts[0].all / 1.5).reciprocal(),
  ]
  let kept = parts[0].kept * weights[0] + parts[1].kept * weights[1]
  let all = parts[0].all * weights[0] + parts[1].all * weights[1]
  return 1 - (kept / all).mean()
}

/// The strength of each source's edges, and what a fused image keeps of it, `[N]` each.
private func preservedEdges(
  of sources: [Tensor], in fused: Tensor
) -> [(kept: Tensor, all: Tensor)] {
  let result = Edges(fused)
  return sources.map { source in
    let edges = Edges(source)
    return ((edges.preservation(in: result) * edges.strength).sum(1, 2), edges.strength.sum(1, 2))
  }
}

/// The gradients of an image.
private struct Edges {
  /// Along x and y, `[N, 2, H - 2, W - 2]`.
  let gradient: Tensor
  /// `[N, H - 2, W - 2]`
  let strength: Tensor

  init(_ image: Tensor) {
    gradient = (image * 255).conv2d(sobelKernels(like: image), nil)
    strength = (gradient.squared().sum(1) + 1e-3).squareRoot()
  }

  /// Xydeas and Petrovic's Q of a source's edges in a fused image, with their constants.
  func preservation(in fused: Edges) -> Tensor {
    let ratio = (fused.strength / strength).minimum(strength / fused.strength)
    let cosine = (gradient * fused.gradient).sum(1).abs() / (strength * fused.strength)
    // Short of 1, where the slope of the arc cosine is infinite.
    let alignment = 1 - cosine.clamped(0, 0.9999).arcCosine() * (2 / Double.pi)
    return ((ratio - 0.5) * 15).sigmoid() * 0.9994 * ((alignment - 0.8) * 22).sigmoid() * 0.9879
  }
}
