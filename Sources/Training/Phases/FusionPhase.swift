import FusionModel
import Tensors

/// Phase two, equations (5) and (13) to (17): both discriminators look at the one fused image.
func fuse(_ batch: ImageBatch, by model: DAEFuse, _ weights: LossWeights) -> PhaseOutput {
  let fused = model(batch.first, batch.second).to(.float32)
  let texture = textureLoss(first: batch.first, second: batch.second, fused: fused)
  let intensity = intensityLoss(first: batch.first, second: batch.second, fused: fused)
  return PhaseOutput(
    fakeFirst: fused, fakeSecond: fused,
    terms: [
      LossTerm(name: "texture", weight: weights.texture, value: texture),
      LossTerm(name: "intensity", weight: weights.intensity, value: intensity),
    ],
    adversarialWeight: weights.adversarial)
}
