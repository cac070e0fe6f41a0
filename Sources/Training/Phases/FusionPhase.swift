// SPDX-License-Identifier: Apache-2.0

import FusionModel
import Tensors

/// Phase two, equations (5) and (13) to (17): both discriminators look at the one fused image.
func fuse(_ batch: ImageBatch, by model: DAEFuse, _ weights: LossWeights) -> PhaseOutput {
  let made = model(batch.first, batch.second).to(.float32)
  // What is seen of it; the intensity loss leads back what lies beyond.
  let fused = made.clamped(0, 1)
  let (first, second) = (batch.first, batch.second)
  // Terms of weight 0 are not computed, but for the paper's, which are always shown.
  let terms: [(name: String, weight: Double, isShown: Bool, value: () -> Tensor)] = [
    ("texture", weights.texture, true, { textureLoss(first: first, second: second, fused: fused) }),
    (
      "intensity", weights.intensity, true,
      { intensityLoss(first: first, second: second, fused: made, target: weights.target) }
    ),
    (
      "edges", weights.edges, false,
      { edgePreservationLoss(first: first, second: second, fused: fused) }
    ),
    (
      "balancedEdges", weights.balancedEdges, false,
      { balancedEdgeLoss(first: first, second: second, fused: fused) }
    ),
    (
      "fidelity", weights.fidelity, false,
      { informationFidelityLoss(first: first, second: second, fused: fused) }
    ),
    (
      "differences", weights.differences, false,
      { differenceCorrelationLoss(first: first, second: second, fused: fused) }
    ),
    (
      "information", weights.information, false,
      { mutualInformationLoss(first: first, second: second, fused: fused) }
    ),
    (
      "sharpness", weights.sharpness, false,
      { sharpnessLoss(first: first, second: second, fused: fused, target: weights.target) }
    ),
    (
      "salience", weights.salience, false,
      { salienceLoss(first: first, second: second, fused: fused) }
    ),
    ("noise", weights.noise, false, { flatNoiseLoss(first: first, second: second, fused: fused) }),
    (
      "checkerboard", weights.checkerboard, false,
      { checkerboardLoss(first: first, second: second, fused: fused) }
    ),
  ]
  return PhaseOutput(
    fakeFirst: fused, fakeSecond: fused,
    terms: withAutocast(.float32, on: fused.device) {
      terms.filter { $0.isShown || $0.weight > 0 }.map {
        LossTerm(name: $0.name, weight: $0.weight, value: $0.value())
      }
    },
    adversarialWeight: weights.adversarial)
}
