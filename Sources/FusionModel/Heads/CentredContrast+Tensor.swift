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
    let mean = brightness == .steady ? statistics.steadyMean : statistics.largerMean
    let level = mean - (mean - 0.45).clamped(0, 1) * levelling
    let image = (sum - sum.mean(over: statistics.pixels)) * gain + level
    let softened = softening > 0 ? 1 - bent(1 - bent(image)) : image
    return black > 0 ? softened * statistics.kept(above: black) : softened
  }

  /// x where it is above t, `t exp(x / t - 1)` where it is not.
  private func bent(_ x: Tensor) -> Tensor {
    let t = softening
    return (x.clamped(-.infinity, t) / t - 1).exp() * t + x.clamped(t, .infinity) - t
  }
}

/// `CentredPair` of each pair of a batch.
private struct CentredBatch {
  private let pair: WholePair
  private let larger: Tensor
  let sum: Tensor
  let deviation: Tensor
  let pixels: Tensor?

  init(_ pair: WholePair, _ share: Double) {
    self.pair = pair
    larger = pair.first.maximum(pair.second)
    pixels = pair.commonPixels
    sum = larger + pair.first.minimum(pair.second) * share
    let squares = (sum - sum.mean(over: pixels)).squared()
    deviation = squares.mean(over: pixels).squareRoot() + 1e-6
  }

  var largerMean: Tensor { larger.mean(over: pixels) }

  var steadyMean: Tensor {
    let darkest = (pair.second * -30).exp().mean(over: pixels).log() / -30
    return pair.first.maximum(pair.second - darkest).mean(over: pixels)
  }

  /// What is left of a result at each pixel.
  func kept(above black: Double) -> Tensor {
    let square = larger.squared()
    return square / (square + black * black)
  }
}
