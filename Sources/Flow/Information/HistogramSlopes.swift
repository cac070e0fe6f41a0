// SPDX-License-Identifier: Apache-2.0

/// By how much information changes with each bin's count.
package struct HistogramSlopes {
  @usableFromInline let values: [Float]

  /// By how much it changes with the second's place of one pair.
  @inlinable @inline(__always)
  package func slope(_ first: Float, _ second: Float) -> Float {
    let (row, column) = (Int(first), Int(second))
    let upper = first - Float(row)
    let slopes = CubicWeights.slopes(second - Float(column))
    let start = row * SoftJointHistogram.bins + column - 1
    return values.withUnsafeBufferPointer { values in
      var sum: Float = 0
      for at in 0..<4 {
        let (low, high) = (values[start + at], values[start + SoftJointHistogram.bins + at])
        sum += slopes[at] * (low + upper * (high - low))
      }
      return sum
    }
  }
}
