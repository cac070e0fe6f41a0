// SPDX-License-Identifier: Apache-2.0

private import Foundation
package import Imaging

/// Contrast and brightness of a fused image, from the two that are fused.
///
/// With m and n the larger and the smaller of both images at each pixel, s = m + k n with k
/// `minimumShare`, and bars for means over the image, a blend f of both becomes
/// `gain (1 + k) (f - f̄) + level`: the mean brightness follows from the sources alone. The gain
/// brings the standard deviation of s up to `contrast`, and is from 1 to `maximumGain`. The level
/// is that of ``Brightness``, or where that is above 0.45 `levelling` of the way down to it: bright
/// scenes get room. What would leave 0...1 does not: below t, `softening`, x becomes
/// `t exp(x / t - 1)`, with the same slope at t, and as much above 1 - t. Means and deviations are
/// over pixels that both sensors saw.
///
/// What is black in both images stays so: at last the result is multiplied by `m² / (m² + β²)`, β
/// being `black`.
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
  /// What the mean brightness follows.
  public var brightness = Brightness.larger
  /// The brightness of the larger image, in 0...0.1, at which half is left of the result; 0: black
  /// may become gray.
  public var black = 0.0

  /// What the mean brightness of a fused image follows.
  public enum Brightness: String, Codable, CaseIterable, Sendable {
    /// m̄, the mean of the larger image at each pixel.
    case larger
    /// The same with the second image counted from its darkest parts, `-ln(mean exp(-30 b)) / 30`:
    /// an infrared camera that moves all its values does not change the result's brightness.
    case steady
  }

  /// The defaults, found on validation pairs.
  public init() {}

  /// The larger of both, as it is.
  public static var maximum: Self {
    var rule = Self()
    (rule.minimumShare, rule.maximumGain) = (0, 1)
    (rule.levelling, rule.softening) = (0, 0)
    return rule
  }

  /// The image of a formula: s / (1 + k) with its contrast.
  package func callAsFunction(_ pair: LuminancePair) -> Plane {
    let statistics = CentredPair(pair, minimumShare: minimumShare)
    return placed(statistics.sum, statistics)
  }

  /// A blend of two images with its contrast; all of one size.
  package func callAsFunction(_ blend: Plane, of pair: LuminancePair) -> Plane {
    let scale = Float(1 + minimumShare)
    let sum = Plane(size: blend.size, values: blend.values.map { $0 * scale })
    return placed(sum, CentredPair(pair, minimumShare: minimumShare))
  }

  private func placed(_ sum: Plane, _ statistics: CentredPair) -> Plane {
    let gain = min(max(contrast / statistics.deviation, 1), maximumGain)
    let mean = brightness == .steady ? statistics.steadyMean : statistics.largerMean
    let level = mean - max(mean - 0.45, 0) * levelling
    var image = statistics.centred(sum, gain: gain, level: level)
    if softening > 0 {
      for index in image.values.indices {
        image.values[index] = 1 - bent(1 - bent(image.values[index]))
      }
    }
    return black > 0 ? statistics.keepingBlack(image, below: black) : image
  }

  /// x where it is above t, `t exp(x / t - 1)` where it is not.
  private func bent(_ x: Float) -> Float {
    let t = Float(softening)
    return x < t ? t * exp(x / t - 1) : x
  }
}

extension CentredContrast {
  /// Reads all settings; those that came later may be absent, and are then as they were before.
  public init(from decoder: any Decoder) throws {
    let settings = try decoder.container(keyedBy: CodingKeys.self)
    minimumShare = try settings.decode(Double.self, forKey: .minimumShare)
    contrast = try settings.decode(Double.self, forKey: .contrast)
    maximumGain = try settings.decode(Double.self, forKey: .maximumGain)
    levelling = try settings.decode(Double.self, forKey: .levelling)
    softening = try settings.decode(Double.self, forKey: .softening)
    brightness = try settings.decodeIfPresent(Brightness.self, forKey: .brightness) ?? .larger
    black = try settings.decodeIfPresent(Double.self, forKey: .black) ?? 0
  }
}
