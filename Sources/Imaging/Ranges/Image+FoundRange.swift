// SPDX-License-Identifier: Apache-2.0

extension Image {
  /// The range of brightness that the valid pixels use; nil where black and white are known, as for
  /// 8 bits and for float within 0...1, and where nothing is to be found.
  ///
  /// Values that 8 bits would not tell apart, some 256 of them in all, are one level. Each level
  /// counts once, however many pixels have it, and the range goes from the 1st to the 99th
  /// percentile of the levels. So a small warm body, which is what a thermal image is taken for,
  /// keeps its brightness: percentiles of pixels would clip it, and raise the contrast of all else
  /// (a street scene of 245 levels: by 2.5). A fill value, such as the zeros of a warped image, is
  /// one level and drops out, and so do dead pixels. A full-range photograph of 16 bits stays as it
  /// is, to a few gray levels.
  ///
  /// - Parameter isInvalid: Pixels that have no part in it, row by row, beside those of alpha 0 and
  ///   those that are not-a-number or infinite; nil: no others.
  /// - Returns: The range, in the file's own units.
  /// - Precondition: `isInvalid` has an element for each pixel.
  public func foundRange(excluding isInvalid: [Bool]? = nil) -> BrightnessRange? {
    if samples.depth == .uint8 { return nil }
    guard let levels = UsedLevels(rankedNumbers(excluding: isInvalid)) else { return nil }
    let range = levels.range
    let isNominal =
      samples.depth == .float && notes.unit == nil && range.low >= 0 && range.high <= 1
    let isConstant = samples.depth != .float && range.low == range.high
    return isNominal || isConstant ? nil : inFileUnits(range)
  }

  /// The brightness that all valid pixels have, in the file's own units; nil where they have
  /// several, or none is valid.
  package func onlyValue(excluding isInvalid: [Bool]?) -> BrightnessRange? {
    let numbers = validNumbers(excluding: isInvalid)
    guard let first = numbers.first, numbers.allSatisfy({ $0 == first }) else { return nil }
    return inFileUnits(BrightnessRange(low: first, high: first))
  }

  /// From the least to the greatest brightness of valid pixels, in the file's own units; nil where
  /// none is valid.
  package func extremes(excluding isInvalid: [Bool]?) -> BrightnessRange? {
    let numbers = validNumbers(excluding: isInvalid)
    guard let low = numbers.min(), let high = numbers.max() else { return nil }
    return inFileUnits(BrightnessRange(low: low, high: high))
  }

  /// Brightness, 0...1, of the range that the valid pixels use.
  package func shown() -> Plane { foundRange().map(luminance(in:)) ?? luminance() }
}
