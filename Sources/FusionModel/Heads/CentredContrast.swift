// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// Contrast and brightness of a fused image, from the two that are fused.
///
/// With m and n the larger and the smaller of both images at each pixel, s = m + k n with k
/// `minimumShare`, and bars for means over the image, a blend f of both becomes
/// `gain (1 + k) (f - f̄) + level`: the mean brightness follows from the sources alone. The gain
/// brings the standard deviation of s up to `contrast`, and is from 1 to `maximumGain`. The level
/// is m̄, or where that is above 0.45 `levelling` of the way down to it: bright scenes get room.
/// What would leave 0...1 does not: below t, `softening`, x becomes `t exp(x / t - 1)`, with the
/// same slope at t, and as much above 1 - t.
///
/// So a network need not know the means of a whole image, which it cannot see in a crop of it.
///
/// Source: this project. Of f = s / (1 + k), with a fixed gain, it makes the image that
/// `daefuse evaluate` knows as `centred-max`.
public struct CentredContrast: Codable, Sendable, Equatable {
  /// Of the smaller image's contrast, in 0...1.
  public var minimumShare = 0.4
  /// The standard deviation that is wanted, images in 0...1; 0 to 1.
  public var contrast = 0.26
  /// The largest gain, in 1...2.
  public var maximumGain = 1.5
  /// How far a bright mean is lowered, in 0...1.
  public var levelling = 0.7
  /// From where on dark and light values are bent towards 0 and 1, in 0...0.25; 0: nowhere, so that
  /// values may leave 0...1.
  public var softening = 0.06

  /// The defaults, found on validation pairs.
  public init() {}

  /// The larger of both, as it is.
  public static var maximum: Self {
    var rule = Self()
    (rule.minimumShare, rule.maximumGain) = (0, 1)
    (rule.levelling, rule.softening) = (0, 0)
    return rule
  }

  /// The image of a formula: s / (1 + k) with its contrast, `[N, 1, H, W]` each and out.
  package func callAsFunction(_ first: Tensor, _ second: Tensor) -> Tensor {
    let pair = PairStatistics(first, second, minimumShare)
    return placed(pair.sum, pair)
  }

  /// A blend of two images with its contrast, in plain operations.
  func plain(_ blend: Tensor, of first: Tensor, _ second: Tensor) -> Tensor {
    placed(blend * (1 + minimumShare), PairStatistics(first, second, minimumShare))
  }

  private func placed(_ sum: Tensor, _ pair: PairStatistics) -> Tensor {
    let gain = (pair.deviation.reciprocal() * contrast).clamped(1, maximumGain)
    let level = pair.larger - (pair.larger - 0.45).clamped(0, 1) * levelling
    let image = (sum - PairStatistics.average(sum)) * gain + level
    return softening > 0 ? 1 - bent(1 - bent(image)) : image
  }

  /// x where it is above t, `t exp(x / t - 1)` where it is not.
  private func bent(_ x: Tensor) -> Tensor {
    let t = softening
    return (x.clamped(-.infinity, t) / t - 1).exp() * t + x.clamped(t, .infinity) - t
  }

  /// s, and what is known of the whole image.
  private struct PairStatistics {
    let sum: Tensor
    let deviation: Tensor
    /// m̄
    let larger: Tensor

    init(_ first: Tensor, _ second: Tensor, _ share: Double) {
      let larger = first.maximum(second)
      sum = larger + first.minimum(second) * share
      deviation = Self.average((sum - Self.average(sum)).squared()).squareRoot() + 1e-6
      self.larger = Self.average(larger)
    }

    static func average(_ x: Tensor) -> Tensor { x.mean(1, 2, 3, keepingDims: true) }
  }
}
