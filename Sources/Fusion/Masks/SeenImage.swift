// SPDX-License-Identifier: Apache-2.0

import Imaging

/// An image, what its file says was not seen, and what of its brightness is black and white.
struct SeenImage {
  /// The image, its range spread over 0...1 where it has one.
  let image: Image
  /// Brightness, 0...1; finite, whatever stands at pixels that were not seen.
  let luminance: Plane
  /// The pixels that were not seen; nil: all were.
  let mask: ValidityMask?
  /// What is black and white; nil: the whole range of the image's type.
  let range: BrightnessRange?
  private let stored: Image
  /// Whether the range was found among the values, so that it holds them.
  private let isFound: Bool

  /// An image with the values that stand for nothing, in its own units.
  ///
  /// - Throws: `ImagingError` for a range that is none.
  init(
    _ image: Image, noData: [Double], range mapping: RangeMapping, _ memory: FrameMemory? = nil
  ) throws {
    stored = image
    isFound = mapping == .automatic
    mask = image.statedMask(noData: noData, memory)
    range = try image.range(of: mapping, excluding: mask?.isInvalid)
    self.image = range.map(image.mapped) ?? image
    luminance = self.image.blanked(mask).luminance()
  }

  /// What is wrong with the range: it holds none of the values, or what no thermometer shows; or
  /// with the values, which are one. Of 8 bits nothing is, as of a picture of the night.
  var oddity: String? {
    guard !isUnseen, range != nil || stored.samples.depth != .uint8 else { return nil }
    if let used = valuesOutside {
      return "the range \(shownRange) holds none of its values, which are \(used)"
    }
    if stored.samples.depth != .uint8, let value = stored.onlyValue(excluding: mask?.isInvalid) {
      return "all its valid pixels have one value, \(value.lowText); it shows nothing"
    }
    guard let range, let unit = range.unit, unit.celsius(range.low) < TemperatureUnit.absoluteZero
    else { return nil }
    return "the range \(range) begins below absolute zero; values that stand for pixels that were "
      + "not seen are to be named"
  }

  /// What the values are, where the range holds none of them.
  private var valuesOutside: BrightnessRange? {
    // Integers are all within the range of their type.
    guard !isFound, range != nil || stored.samples.depth == .float,
      let used = stored.foundRange(excluding: mask?.isInvalid)
        ?? stored.extremes(excluding: mask?.isInvalid),
      used.high < shownRange.low || used.low > shownRange.high
    else { return nil }
    return used
  }

  /// What is shown black and white.
  var shownRange: BrightnessRange { range ?? stored.wholeRange }

  /// The pixels that a highlight marks.
  func warmPixels(above threshold: Highlight.Threshold) -> WarmPixels {
    WarmPixels(stored.blanked(mask), range: shownRange, mask: mask, above: threshold)
  }

  /// What the colors of a highlight of it stand for; nil where nothing can be marked.
  func bar(of highlight: Highlight, height: Int, scale: TemperatureScale) -> Image? {
    warmPixels(above: highlight.threshold).range.map {
      .colorBar(
        highlight.palette, height: height, range: $0, scale: scale, part: WarmPixels.colors)
    }
  }

  /// Whether no pixel was seen.
  var isUnseen: Bool { mask?.isInvalid.allSatisfy { $0 } ?? false }

  /// Brightness in which a border of zeros shows, whatever the range: what a range makes black is
  /// no border.
  var luminanceFromZero: Plane {
    guard let range, range.inversion == nil else { return luminance }
    return stored.blanked(mask).luminance(in: BrightnessRange(low: 0, high: max(range.high, 0)))
  }
}
