// SPDX-License-Identifier: Apache-2.0

public import Fusion
public import Imaging

/// Centred maximum: F = clip(g (m - mean(m) + k (n - mean(n))) + level), where m = max(a, b) and
/// n = min(a, b) pixel by pixel.
///
/// Source: this project; found while the metrics of the published tables were studied. It has no
/// learned parameter, and scores in most columns of those tables as the best published networks do,
/// so a table without it misleads: it shows how much of a score contrast alone buys.
public struct CentredMaximum: Sendable, Equatable {
  /// Where the fused image's brightness is centred, 0...1.
  public enum Level: Sendable, Equatable {
    /// mean(m): as bright as the maximum is.
    case mean
    /// (mean(m) + the value) / 2.
    case halfway(to: Float)
  }

  /// k: how much of the darker pixel is added.
  public var minimumWeight: Float
  /// g: contrast.
  public var gain: Float
  /// Brightness.
  public var level: Level

  /// A rule with settings of one's own.
  public init(minimumWeight: Float = 0.4, gain: Float, level: Level) {
    (self.minimumWeight, self.gain, self.level) = (minimumWeight, gain, level)
  }

  /// k = 0.4, g = 1.2, level = (mean(m) + 0.45) / 2.
  public static let photographic = Self(gain: 1.2, level: .halfway(to: 0.45))
  /// k = 0.4, g = 1, level = mean(m): black stays near black.
  public static let medical = Self(gain: 1, level: .mean)

  /// The preset for what images show.
  public init(for subject: FusionSubject) {
    self = subject == .medical ? .medical : .photographic
  }

  /// Fuses two luminance planes, 0...1.
  /// - Precondition: Both have the same size, at least 1x1.
  public func fuse(_ first: Plane, _ second: Plane) -> Plane {
    fuse(LuminancePair(first: first, second: second))
  }

  /// Fuses two luminance planes, 0...1; the means are over pixels that are valid in both.
  func fuse(_ pair: LuminancePair) -> Plane {
    checkSizes(pair.first, pair.second)
    let statistics = CentredPair(pair.clamped, minimumShare: Double(minimumWeight))
    let center =
      switch level {
      case .mean: statistics.largerMean
      case .halfway(let value): (statistics.largerMean + Double(value)) / 2
      }
    return statistics.centred(statistics.sum, gain: Double(gain), level: center).clamped
  }
}

extension LuminancePair {
  /// With luminances in 0...1.
  fileprivate var clamped: LuminancePair {
    LuminancePair(
      first: first.clamped, second: second.clamped, firstValidity: firstValidity,
      secondValidity: secondValidity)
  }
}

extension Plane {
  /// Values in 0...1; not-a-number becomes 0.
  fileprivate var clamped: Plane {
    Plane(size: size, values: values.map { ClassicalFusion.clamped($0) })
  }
}
