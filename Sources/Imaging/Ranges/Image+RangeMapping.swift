// SPDX-License-Identifier: Apache-2.0

extension Image {
  /// Brightness with a range of it spread over 0...1, as 16-bit thermal images need; what lies
  /// outside is clamped.
  ///
  /// Percentiles that coincide, as in a constant image, give 0 everywhere. Not-a-number in float
  /// images becomes 0 and has no rank.
  /// - Throws: ``ImagingError`` with `invalidRange` where `mapping` is no range.
  public func luminance(mapping: RangeMapping) throws(ImagingError) -> Plane {
    try range(of: mapping).map(luminance(in:)) ?? luminance()
  }

  /// The ends that a mapping gives this image; nil where that is the whole range of its type.
  ///
  /// - Parameters:
  ///   - mapping: The mapping.
  ///   - isInvalid: Pixels that have no part in it, row by row, beside those of alpha 0 and those
  ///     that are not-a-number or infinite; nil: no others.
  /// - Returns: The range, in the file's own units.
  /// - Throws: ``ImagingError`` with `invalidRange` where `mapping` is no range.
  /// - Precondition: `isInvalid` has an element for each pixel.
  public func range(
    of mapping: RangeMapping, excluding isInvalid: [Bool]? = nil
  ) throws(ImagingError) -> BrightnessRange? {
    try mapping.validate()
    switch mapping {
    case .automatic: return foundRange(excluding: isInvalid)
    case .full: return nil
    case .values(let low, let high):
      return withUnit(BrightnessRange(low: Float(low), high: Float(high)))
    case .percentiles(let low, let high):
      let ranked = rankedNumbers(excluding: isInvalid)
      return inFileUnits(
        BrightnessRange(low: ranked.quantile(low / 100), high: ranked.quantile(high / 100)))
    }
  }

  /// Black and white of the samples' type, in the file's own units.
  package var wholeRange: BrightnessRange {
    let white: Float =
      switch samples.depth {
      case .uint8: UInt8.scale
      case .uint16: UInt16.scale
      case .float: Float.scale
      }
    return withUnit(BrightnessRange(low: 0, high: white))
  }

  /// Brightness within a range, 0...1.
  public func luminance(in range: BrightnessRange) -> Plane {
    let numbers = luminanceNumbers(scale: 1)
    return Plane(size: size, values: units(numbers, in: range))
  }

  /// The picture with each channel's values of a range spread over 0...1, in float samples; what
  /// lies outside is clamped.
  public func mapped(to range: BrightnessRange) -> Image {
    let numbers: [Float] =
      switch samples {
      case .uint8(let values): values.map(\.number)
      case .uint16(let values): values.map(\.number)
      case .float(let values): values
      }
    return Image(
      size: size, colorModel: colorModel, samples: .float(units(numbers, in: range)), alpha: alpha)
  }

  /// A range of samples as one of the file's numbers, with what they count.
  func inFileUnits(_ range: BrightnessRange) -> BrightnessRange {
    guard let white = notes.inversion else { return withUnit(range) }
    return withUnit(
      BrightnessRange(
        low: white - range.high, high: white - range.low, levelCount: range.levelCount))
  }

  /// A range of the file's numbers with what they count: by its tag, else by the values.
  private func withUnit(_ range: BrightnessRange) -> BrightnessRange {
    var range = range
    let guess = TemperatureUnit(range, isFloat: samples.depth == .float)
    range.unit = notes.unit ?? (notes.isRelative ? nil : guess)
    range.inversion = notes.inversion
    return range
  }

  /// The brightness of valid pixels by rank.
  package func rankedNumbers(excluding isInvalid: [Bool]?) -> any RankedValues<Float> {
    let numbers = validNumbers(excluding: isInvalid)
    return samples.depth != .float && isGray
      ? Histogram(wholeNumbers: numbers) : SortedValues(numbers)
  }

  /// The brightness, in the file's own units, of the pixels that show something.
  func validNumbers(excluding isInvalid: [Bool]?) -> [Float] {
    precondition(
      isInvalid.map { $0.count == size.pixelCount } ?? true, "range: a mask of another size")
    let numbers = luminanceNumbers(scale: 1)
    if isInvalid == nil, alpha == nil, samples.depth != .float { return numbers }
    return numbers.indices.lazy.filter { index in
      numbers[index].isFinite && isInvalid?[index] != true
        && alpha.map { $0.values[index] > 0 } != false
    }.map { numbers[$0] }
  }
}

private func units(_ numbers: [Float], in range: BrightnessRange) -> [Float] {
  numbers.withUnsafeBufferPointer { numbers in
    makeArray(count: numbers.count) { result in
      for i in 0..<numbers.count { result[i] = range.unit(numbers[i]) }
    }
  }
}
