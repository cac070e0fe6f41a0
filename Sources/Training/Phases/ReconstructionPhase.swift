// SPDX-License-Identifier: Apache-2.0

import FusionModel
import Tensors

/// Phase one, equations (6) to (12): each discriminator looks at its modality's reconstruction.
struct ReconstructionPhase: TrainingPhase {
  let losses: LossSettings

  func output(of model: DAEFuse, for batch: ImageBatch) -> PhaseOutput {
    // Both modalities are one batch, as in fusing, so that batch normalization sees the same
    // mixture.
    let both = Tensor.concatenated([batch.first, batch.second], dim: 0)
    let features = model.encode(both)
    let images = model.reconstruct(features, like: both).to(.float32).chunks(2, dim: 0)
    return PhaseOutput(
      fakes: ImageBatch(first: images[0], second: images[1]), fused: nil,
      panel: [batch.first, images[0], batch.second, images[1]],
      terms: [
        LossTerm(name: "content", weight: 1 - losses.sigma, value: content(batch, images)),
        LossTerm(
          name: "correlation", weight: losses.sigma,
          value: correlation(high: features.high, low: features.low)),
      ],
      adversarialWeight: losses.lambda)
  }

  /// Equation (9) of both modalities.
  private func content(_ batch: ImageBatch, _ images: [Tensor]) -> Tensor {
    withAutocast(.float32, on: batch.first.device) {
      contentLoss(source: batch.first, reconstruction: images[0])
        + contentLoss(source: batch.second, reconstruction: images[1])
    }
  }

  /// Equation (8) of the features of both modalities, which are one batch.
  private func correlation(high: Tensor, low: Tensor) -> Tensor {
    let (highs, lows) = (high.to(.float32).chunks(2, dim: 0), low.to(.float32).chunks(2, dim: 0))
    return correlationLoss(
      highFirst: highs[0], highSecond: highs[1], lowFirst: lows[0], lowSecond: lows[1])
  }
}
