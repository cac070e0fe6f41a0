// SPDX-License-Identifier: Apache-2.0

import Imaging

/// The pixels of a second image that a highlight marks.
struct WarmPixels {
  /// Over which part of the image's range marks fade in above the threshold.
  private static let ramp: Float = 0.06
  /// Where the palette has the color of what is just warm enough, and of the range's end.
  static let colors: ClosedRange<Float> = 0.4...0.85

  /// How much each pixel is marked, 0...1.
  let shares: Plane
  /// Where in the palette its color stands, 0...1.
  let heat: Plane
  /// What the ends of the palette's part stand for; nil where nothing can be marked.
  let range: BrightnessRange?
  /// What is odd about a threshold that is a value, in one line: nothing is above it, or all is;
  /// nil: some is.
  let oddity: String?

  /// Marks fade in over 6 % of the image's range, or up to its hottest pixel where that is nearer.
  /// An image of one value has nothing above a percentile.
  /// - Parameters:
  ///   - image: The image as it was stored.
  ///   - range: What of it is black and white.
  ///   - mask: What was not seen; nil: all was.
  ///   - threshold: From where on pixels are warm; in a file in which 0 is white what is below a
  ///     value is.
  init(
    _ image: Image, range: BrightnessRange, mask: ValidityMask?,
    above threshold: Highlight.Threshold
  ) {
    let valid = image.rankedNumbers(excluding: mask?.isInvalid)
    let (coldest, hottest) = (valid.quantile(0), valid.quantile(1))
    let start =
      switch threshold {
      case .value(let value): range.inversion.map { $0 - Float(value) } ?? Float(value)
      case .percentile(let share): coldest < hottest ? valid.quantile(share / 100) : .infinity
      }
    oddity =
      valid.count > 0 && threshold.isValue
      ? Self.oddity(start, range.ofSamples(from: coldest, to: hottest)) : nil
    let width = min(Self.ramp * (range.high - range.low), hottest - start)
    let room = max(range.highSample, hottest) - start
    self.range =
      start.isFinite ? range.ofSamples(from: start, to: start + max(room, 0)) : nil
    let above = image.luminanceNumbers(scale: 1).map { $0 - start }
    func plane(_ value: (Int, Float) -> Float) -> Plane {
      Plane(size: image.size, values: above.enumerated().map(value))
    }
    shares = plane { index, above in
      guard above >= 0, mask?.isInvalid[index] != true else { return 0 }
      return width > 0 ? smooth(min(above / width, 1)) : 1
    }
    let (first, last) = (Self.colors.lowerBound, Self.colors.upperBound)
    // At all pixels: beside warm ones resampling would mix another color in.
    heat = plane { _, above in
      first + (above > 0 && room > 0 ? min(above / room, 1) : 0) * (last - first)
    }
  }

  private static func oddity(_ start: Float, _ values: BrightnessRange) -> String? {
    let threshold = values.ofSamples(from: start, to: start).lowText
    if values.highSample < start {
      return "nothing is warmer than \(threshold), so no pixel is marked; its values are \(values)"
    }
    return values.lowSample < start
      ? nil : "all is warmer than \(threshold), so each pixel is marked; its values are \(values)"
  }
}

extension Highlight.Threshold {
  fileprivate var isValue: Bool { if case .value = self { true } else { false } }
}
