// SPDX-License-Identifier: Apache-2.0

/// The middle of some numbers, and how far they lie apart.
package struct Spread {
  package let median: Double
  /// The distance between the quartiles; nil for fewer than two numbers.
  package let interquartileRange: Double?

  /// Of at least one number. Quantiles are interpolated linearly between the sorted numbers, as
  /// NumPy does.
  package init(_ values: [Double]) {
    let sorted = values.sorted()
    func quantile(_ share: Double) -> Double {
      let position = share * Double(sorted.count - 1)
      let (low, rest) = (Int(position), position - position.rounded(.down))
      return sorted[low] + rest * (sorted[min(low + 1, sorted.count - 1)] - sorted[low])
    }
    median = quantile(0.5)
    interquartileRange = sorted.count > 1 ? quantile(0.75) - quantile(0.25) : nil
  }
}
