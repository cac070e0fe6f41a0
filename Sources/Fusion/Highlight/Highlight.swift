// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// What of the second image is warm enough to be marked in color on the fused one.
public struct Highlight: Sendable, Equatable {
  /// From where on the second image is warm.
  public enum Threshold: Sendable, Equatable {
    /// A brightness in the file's own units: 0...255, 0...65535, or as stored in float.
    case value(Double)
    /// A percentile of its valid pixels, 0...100.
    case percentile(Double)
  }

  /// From where on the second image is warm.
  public var threshold: Threshold
  /// The colors of the marks: from its middle for what is just warm enough to its lighter part for
  /// the hottest, as the ends of a palette have little color.
  public var palette: Palette

  /// Marks what is above a threshold.
  public init(above threshold: Threshold, palette: Palette = .iron) {
    (self.threshold, self.palette) = (threshold, palette)
  }

  /// - Throws: ``FusionError`` with `invalidHighlight` for a threshold that is none, a palette
  ///   without color and a result without.
  func check(color: FusionOptions.Color) throws(FusionError) {
    switch threshold {
    case .value(let value) where !value.isFinite:
      throw FusionError(.invalidHighlight, "a highlight above \(value); a number is wanted")
    case .percentile(let percentile) where !(0...100).contains(percentile):
      throw FusionError(
        .invalidHighlight, "a highlight above \(percentile) percent; 0 to 100 is wanted")
    default: break
    }
    if palette.isGray {
      throw FusionError(
        .invalidHighlight, "a highlight in \(palette.rawValue); a palette with color is wanted")
    }
    if color == .gray {
      throw FusionError(.invalidHighlight, "a highlight on a gray image; color is wanted")
    }
  }
}
