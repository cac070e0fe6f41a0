// SPDX-License-Identifier: Apache-2.0

extension Plane {
  /// The plane with its smallest value moved to 0 and its largest to 1, as published evaluations
  /// store fused images; a constant plane is returned unchanged.
  ///
  /// Infinities and not-a-number do not count, and are clamped.
  public func stretched() -> Plane {
    let (low, high) = finiteRange
    guard low < high else { return self }
    let width = high - low
    let stretched: [Float] = values.withUnsafeBufferPointer { values in
      makeArray(count: values.count) { result in
        for i in 0..<values.count { result[i] = clampedToUnit((values[i] - low) / width) }
      }
    }
    return Plane(size: size, values: stretched)
  }

  /// The smallest and the largest finite value; reversed infinities where there is none.
  private var finiteRange: (low: Float, high: Float) {
    values.withUnsafeBufferPointer { values in
      var (low, high) = (Float.infinity, -Float.infinity)
      for value in values where value.isFinite {
        low = min(low, value)
        high = max(high, value)
      }
      return (low, high)
    }
  }
}
