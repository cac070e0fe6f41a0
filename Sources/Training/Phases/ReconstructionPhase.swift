// SPDX-License-Identifier: Apache-2.0

import FusionModel
import Tensors

/// Phase one, equations (6) to (12).
func reconstruct(
  _ batch: ImageBatch, by model: DAEFuse, _ weights: LossWeights
) -> PhaseOutput {
  // Both modalities are one batch, as in fusing, so that batch normalisation sees the same mixture.
  let both = Tensor.concatenated([batch.first, batch.second], dim: 0)
  let features = model.encode(both)
  let images = model.reconstruct(features, like: both).to(.float32).chunks(2, dim: 0)
  let (high, low) = (features.high.to(.float32), features.low.to(.float32))
  let (highs, lows) = (high.chunks(2, dim: 0), low.chunks(2, dim: 0))
  let content = withAutocast(.float32, on: both.device) {
    contentLoss(source: batch.first, reconstruction: images[0])
      + contentLoss(source: batch.second, reconstruction: images[1])
  }
  let correlation = correlationLoss(
    highFirst: highs[0], highSecond: highs[1], lowFirst: lows[0], lowSecond: lows[1])
  return PhaseOutput(
    fakeFirst: images[0], fakeSecond: images[1],
    terms: [
      LossTerm(name: "content", weight: 1 - weights.sigma, value: content),
      LossTerm(name: "correlation", weight: weights.sigma, value: correlation),
    ],
    adversarialWeight: weights.lambda)
}
