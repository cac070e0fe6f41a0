// SPDX-License-Identifier: Apache-2.0

import Fusion
import ONNX

/// The rule as a graph computes it, over all pixels.
extension CentredContrast {
  /// A blend of two images with its contrast, `[N, 1, H, W]` each and out.
  func callAsFunction(
    _ blend: GraphValue, of first: GraphValue, _ second: GraphValue
  ) -> GraphValue {
    let larger = first.maximum(second)
    let sum = larger + first.minimum(second) * minimumShare
    let deviation = (sum - sum.mean(2, 3)).squared().mean(2, 3).squareRoot() + 1e-6
    let gain = (contrast / deviation).clamped(1, maximumGain)
    let mean = brightness == .steady ? steadyMean(first, second) : larger.mean(2, 3)
    let level = mean - (mean - 0.45).clamped(0, nil) * levelling
    let scaled = blend * (1 + minimumShare)
    let image = (scaled - scaled.mean(2, 3)) * gain + level
    let softened = softening > 0 ? 1 - bent(1 - bent(image)) : image
    return black > 0 ? softened * kept(of: larger) : softened
  }

  private func steadyMean(_ first: GraphValue, _ second: GraphValue) -> GraphValue {
    let darkest = (second * -30).exp().mean(2, 3).log() / -30
    return first.maximum(second - darkest).mean(2, 3)
  }

  /// What is left of a result at each pixel.
  private func kept(of larger: GraphValue) -> GraphValue {
    let square = larger.squared()
    return square / (square + black * black)
  }

  /// x where it is above t, `t exp(x / t - 1)` where it is not.
  private func bent(_ x: GraphValue) -> GraphValue {
    let t = softening
    return (x.clamped(nil, t) / t - 1).exp() * t + x.clamped(t, nil) - t
  }
}
