// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Mean and standard deviation of an image.
struct Spread {
  let mean: Double
  /// The standard deviation, and a millionth, to divide by.
  let deviation: Double

  /// Over the pixels where `pixels` is above 0; over all where it is nil.
  init(_ image: Plane, over pixels: Plane?) {
    let mean = average(image.values.lazy, over: pixels)
    let squares = image.values.lazy.map { (Double($0) - mean) * (Double($0) - mean) }
    (self.mean, deviation) = (mean, average(squares, over: pixels).squareRoot() + 1e-6)
  }
}
