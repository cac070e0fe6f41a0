// SPDX-License-Identifier: Apache-2.0

extension Image {
  /// Brightness with a range of it spread over 0...1, as 16-bit thermal images need; what lies
  /// outside is clamped.
  ///
  /// Percentiles that coincide, as in a constant image, give 0 everywhere. Not-a-number in float
  /// images becomes 0 and has no rank.
  /// - Throws: ``ImagingError`` with `invalidRange` where `mapping` is no range.
  public func luminance(mapping: RangeMapping) throws(ImagingError) -> Plane {
    try mapping.validate()
    let numbers = luminanceNumbers(scale: 1)
    let (low, high) =
      switch mapping {
      case .values(let low, let high): (Float(low), Float(high))
      case .percentiles(let low, let high):
        percentiles(low: low, high: high, of: numbers, inSteps: hasWholeNumbers)
      }
    guard low < high else {
      return Plane(size: size, values: [Float](repeating: 0, count: numbers.count))
    }
    return Plane(size: size, values: spread(numbers, from: low, to: high))
  }

  /// Whether all brightness values are whole numbers of 0...65535.
  private var hasWholeNumbers: Bool { samples.depth != .float && isGray }
}

private func spread(_ numbers: [Float], from low: Float, to high: Float) -> [Float] {
  let width = high - low
  return numbers.withUnsafeBufferPointer { numbers in
    makeArray(count: numbers.count) { result in
      for i in 0..<numbers.count { result[i] = clampedToUnit((numbers[i] - low) / width) }
    }
  }
}

private func percentiles(
  low: Double, high: Double, of numbers: [Float], inSteps: Bool
) -> (Float, Float) {
  let ranked: any RankedValues<Float> =
    inSteps ? Histogram(wholeNumbers: numbers) : SortedValues(numbers)
  return (ranked.quantile(low / 100), ranked.quantile(high / 100))
}
