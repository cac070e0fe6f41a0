// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Imaging

/// One range of brightness for the images of a series, so that a film of them does not flicker.
///
/// It is the widest of the ranges that up to ``mostImages`` images use, spread evenly over the
/// series; one that cannot be read has no part in it.
public struct SharedRange: Sendable, Equatable, CustomStringConvertible {
  /// What is black and white.
  public let range: BrightnessRange
  /// How many images it comes from.
  public let imageCount: Int
  /// How many images the series has.
  public let seriesCount: Int

  /// As many images are looked at; each is read once more for that.
  public static let mostImages = 25

  /// Looks at images of a series; nil where black and white are known, as for 8 bits, and where no
  /// image can be read.
  ///
  /// - Parameters:
  ///   - image: Which image of each pair: `\.first` or `\.second`.
  ///   - pairs: The series.
  ///   - noData: Values that stand for pixels that were not seen, in the images' own units.
  ///   - policy: How much reading one image may cost.
  public init?(
    of image: KeyPath<RegisteredPair, Image>, in pairs: [ImagePair], noData: [Double] = [],
    policy: ImageDecodingPolicy = .standard
  ) {
    let count = min(Self.mostImages, pairs.count)
    let ranges = (0..<count).compactMap { index -> BrightnessRange? in
      // Fusing tells of what cannot be read.
      guard let pair = try? pairs[index * pairs.count / count].read(policy: policy) else {
        return nil
      }
      return try? SeenImage(pair[keyPath: image], noData: noData, range: .automatic).range
    }
    guard let low = ranges.map(\.low).min(), let high = ranges.map(\.high).max(), low < high else {
      return nil
    }
    let units = Set(ranges.map(\.unit))
    range = BrightnessRange(low: low, high: high, unit: units.count == 1 ? ranges[0].unit : nil)
    (imageCount, seriesCount) = (ranges.count, pairs.count)
  }

  /// The range as options take it.
  public var mapping: RangeMapping { .values(low: Double(range.low), high: Double(range.high)) }

  /// "27850 to 30756, 5.4 to 34.4 °C, found in 25 of 400 images".
  public var description: String { "\(range), found in \(imageCount) of \(seriesCount) images" }
}
