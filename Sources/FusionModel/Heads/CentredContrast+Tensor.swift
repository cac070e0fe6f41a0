// SPDX-License-Identifier: Apache-2.0

package import Fusion
package import Tensors

/// The rule as tensors compute it, for batches and with gradients.
extension CentredContrast {
  /// The image of a formula: s / (1 + k) with its contrast, `[N, 1, H, W]` each and out.
  package func callAsFunction(_ first: Tensor, _ second: Tensor) -> Tensor {
    let statistics = CentredBatch(WholePair(first: first, second: second), minimumShare)
    return placed(statistics.sum, statistics)
  }

  /// A blend of two images with its contrast, in plain operations.
  func plain(_ blend: Tensor, of pair: WholePair) -> Tensor {
    placed(blend * (1 + minimumShare), CentredBatch(pair, minimumShare))
  }

  private func placed(_ sum: Tensor, _ statistics: CentredBatch) -> Tensor {
    let gain = (statistics.deviation.reciprocal() * contrast).clamped(1, maximumGain)
    let level = statistics.largerMean - (statistics.largerMean - 0.45).clamped(0, 1) * levelling
    let image = (sum - sum.mean(over: statistics.pixels)) * gain + level
    return softening > 0 ? 1 - bent(1 - bent(image)) : image
  }

  /// x where it is above t, `t exp(x / t - 1)` where it is not.
  private func bent(_ x: Tensor) -> Tensor {
    let t = softening
    return (x.clamped(-.infinity, t) / t - 1).exp() * t + x.clamped(t, .infinity) - t
  }
}

/// `CentredPair` of each pair of a batch.
private struct CentredBatch {
  let sum: Tensor
  let deviation: Tensor
  let largerMean: Tensor
  let pixels: Tensor?

  init(_ pair: WholePair, _ share: Double) {
    let larger = pair.first.maximum(pair.second)
    pixels = pair.commonPixels
    sum = larger + pair.first.minimum(pair.second) * share
    let squares = (sum - sum.mean(over: pixels)).squared()
    deviation = squares.mean(over: pixels).squareRoot() + 1e-6
    largerMean = larger.mean(over: pixels)
  }
}
