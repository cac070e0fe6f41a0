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
  /// Two of the images of which a tag or the camera says that their numbers count different things,
  /// in words; nil: none says so.
  public let mixture: String?

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
    let found = (0..<count).compactMap { index -> FoundRange? in
      let paths = pairs[index * pairs.count / count]
      // Fusing tells of what cannot be read.
      guard let pair = try? paths.read(policy: policy) else { return nil }
      return FoundRange(
        of: pair[keyPath: image], noData, path: image == \.first ? paths.first : paths.second)
    }
    let ranges = found.map(\.range)
    guard let low = ranges.map(\.low).min(), let high = ranges.map(\.high).max(), low < high else {
      return nil
    }
    let units = Set(ranges.map(\.unit))
    range = BrightnessRange(low: low, high: high, unit: units.count == 1 ? ranges[0].unit : nil)
    (imageCount, seriesCount) = (ranges.count, pairs.count)
    mixture = FoundRange.mixture(of: found)
  }

  /// The range as options take it.
  public var mapping: RangeMapping { .values(low: Double(range.low), high: Double(range.high)) }

  /// "27850 to 30756, 5.4 to 34.4 °C, found in 25 of 400 images".
  public var description: String { text(in: .celsius) }

  /// The same with degrees of a scale.
  package func text(in scale: TemperatureScale) -> String {
    "\(range.text(in: scale)), found in \(imageCount) of \(seriesCount) images"
  }

  /// - Throws: ``FusionError`` with `mixedUnits` where there is a ``mixture``.
  package func requireOneUnit() throws(FusionError) {
    guard let mixture else { return }
    throw FusionError(
      .mixedUnits, "one range for all is not possible: \(mixture); one unit is wanted")
  }
}

/// The range that an image uses, and whose it is.
private struct FoundRange {
  let path: String
  let range: BrightnessRange
  /// What its numbers count, in words.
  let unit: String
  /// Whether a tag or the camera says so, and not the values alone.
  let isStated: Bool

  /// Nil where black and white are known.
  init?(of image: Image, _ noData: [Double], path: String) {
    guard let range = try? SeenImage(image, noData: noData, range: .automatic).range else {
      return nil
    }
    (self.path, self.range) = (path, range)
    isStated = image.notes.unit != nil || image.notes.isRelative
    unit =
      switch range.unit {
      case .celsius: "in °C"
      case .kelvin: "in kelvin"
      case .centikelvin: "in hundredths of a kelvin"
      case nil: image.notes.isRelative ? "in relative values" : "in no known unit"
      }
  }

  /// An image whose unit is stated, and one of another unit; nil where there are none.
  static func mixture(of found: [FoundRange]) -> String? {
    guard let stated = found.first(where: \.isStated),
      let other = found.first(where: { $0.unit != stated.unit })
    else { return nil }
    return "\(stated.path) is \(stated.unit), \(other.path) \(other.unit)"
  }
}
