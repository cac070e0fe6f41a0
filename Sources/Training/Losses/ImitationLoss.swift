// SPDX-License-Identifier: Apache-2.0

package import Tensors

extension FusionLoss {
  /// `imitationLoss(output:taught:)` as a part of phase two; 0 for a network that has no teacher.
  public static let imitation = FusionLoss(
    name: "imitation", summary: "difference from the teacher's fused image, and from its edges",
    source: "Hinton et al. 2015", defaultWeight: 0
  ) { batch in
    guard let taught = batch.taught else { return batch.fused.mean() * 0 }
    return imitationLoss(output: batch.output, taught: taught.image)
  }

  /// `partImitationLoss(parts:taught:)` as a part of phase two; 0 for a network that has no
  /// teacher.
  public static let partImitation = FusionLoss(
    name: "partImitation",
    summary: "difference of each part of the blend, by share and by gains, from the teacher's",
    source: "Romero et al. 2015", defaultWeight: 0
  ) { batch in
    guard let taught = batch.taught else { return batch.fused.mean() * 0 }
    return partImitationLoss(parts: batch.parts, taught: taught.parts)
  }
}

/// `mean |F - T| + mean |dx F - dx T| + mean |dy F - dy T|`, dx and dy the differences of
/// neighbors: how far an image is from its teacher's, and its edges from the teacher's edges
/// (distillation, Hinton et al. 2015). Not among the paper's losses.
///
/// Shape: `[N, 1, H, W]` each; a scalar.
package func imitationLoss(output: Tensor, taught: Tensor) -> Tensor {
  let difference = output - taught
  return [2, 3].reduce(difference.abs().mean()) { loss, dim in
    let size = difference.size(dim)
    let slope =
      difference.slice(1..<size, dim: dim) - difference.slice(0..<(size - 1), dim: dim)
    return loss + slope.abs().mean()
  }
}

/// `sum of mean |P - T|` over the parts P of a blend and T of its teacher's, as many each: fused
/// images can be alike where shares and gains are not, and these then err elsewhere (distillation
/// of what lies within, Romero et al. 2015). Not among the paper's losses.
///
/// Shape: `[N, 1, H, W]` each; a scalar.
package func partImitationLoss(parts: [Tensor], taught: [Tensor]) -> Tensor {
  precondition(!parts.isEmpty && parts.count == taught.count, "parts of two kinds of heads")
  let differences = zip(parts, taught).map { ($0 - $1).abs().mean() }
  return differences.dropFirst().reduce(differences[0], +)
}
