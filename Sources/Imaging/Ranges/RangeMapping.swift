// SPDX-License-Identifier: Apache-2.0

/// Which brightness is shown as black and which as white.
public enum RangeMapping: Sendable, Hashable {
  /// The range that the pixels use, see ``Image/foundRange(excluding:)``, where an image has more
  /// than 8 bits or floats outside 0...1; ``full`` for others.
  case automatic

  /// The whole range of the samples' type: 0...255, 0...65535, or 0...1 in float.
  case full

  /// From `low` to `high` in the file's own units: 0...255, 0...65535, or as stored in float.
  case values(low: Double, high: Double)

  /// From the `low`-th to the `high`-th percentile of the image's brightness, each 0...100,
  /// linearly interpolated between neighboring values.
  case percentiles(low: Double, high: Double)

  /// - Throws: ``ImagingError`` with `invalidRange` where the low end is not below the high one, an
  ///   end is not finite, or a percentile lies outside 0...100.
  func validate() throws(ImagingError) {
    let (low, high): (Double, Double)
    switch self {
    case .automatic, .full: return
    case .values(let first, let last), .percentiles(let first, let last):
      (low, high) = (first, last)
    }
    guard low.isFinite, high.isFinite, low < high else {
      throw ImagingError(.invalidRange, "range \(low):\(high): the low end must be below the high")
    }
    if case .percentiles = self, low < 0 || high > 100 {
      throw ImagingError(.invalidRange, "percentiles \(low):\(high): wanted within 0...100")
    }
  }
}
