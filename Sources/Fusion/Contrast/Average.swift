// SPDX-License-Identifier: Apache-2.0

import Imaging

/// The mean over the pixels where `pixels` is above 0; over all where it is nil.
func average(
  _ values: some Collection<some BinaryFloatingPoint>, over pixels: Plane?
) -> Double {
  guard let pixels else { return values.reduce(0.0) { $0 + Double($1) } / Double(values.count) }
  var (sum, count) = (0.0, 0)
  for (value, pixel) in zip(values, pixels.values) where pixel > 0 {
    sum += Double(value)
    count += 1
  }
  return sum / Double(count)
}
