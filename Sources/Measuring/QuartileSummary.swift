// SPDX-License-Identifier: Apache-2.0

import Imaging

/// The middle of some numbers, and how far they lie apart.
package struct QuartileSummary {
  package let median: Double
  /// The distance between the quartiles; nil for fewer than two numbers.
  package let interquartileRange: Double?

  /// Of at least one number. Quantiles are interpolated linearly between the sorted numbers, as
  /// NumPy does.
  package init(_ values: [Double]) {
    let sorted = SortedValues(values)
    median = sorted.quantile(0.5)
    interquartileRange =
      sorted.count > 1 ? sorted.quantile(0.75) - sorted.quantile(0.25) : nil
  }
}
