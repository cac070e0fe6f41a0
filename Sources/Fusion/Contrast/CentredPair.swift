// SPDX-License-Identifier: Apache-2.0

private import Foundation
package import Imaging

/// A pair as rules of contrast see it: what stands out of the means of both images.
///
/// With m and n the larger and the smaller of both images at each pixel, s = m + k n. All means are
/// over the pixels that both sensors saw.
package struct CentredPair: Sendable {
  private let pair: LuminancePair
  /// s
  package let sum: Plane
  /// The standard deviation of s, and a millionth, to divide by.
  package let deviation: Double
  /// m̄
  package let largerMean: Double
  private let pixels: Plane?

  /// Measures a pair, its luminances in 0...1; `minimumShare` is k.
  package init(_ pair: LuminancePair, minimumShare: Double) {
    self.pair = pair
    let share = Float(minimumShare)
    let values = zip(pair.first.values, pair.second.values)
    sum = Plane(size: pair.size, values: values.map { max($0, $1) + share * min($0, $1) })
    pixels = MeasuredPixels(pair).both
    largerMean = average(values.lazy.map { max($0, $1) }, over: pixels)
    deviation = Spread(sum, over: pixels).deviation
  }

  /// m̄ with the second image counted from its darkest parts.
  var steadyMean: Double {
    let second = pair.second.values
    let darkest = Float(-log(average(second.lazy.map { exp(-30 * Double($0)) }, over: pixels)) / 30)
    let larger = zip(pair.first.values, second).map { max($0, $1 - darkest) }
    return average(larger, over: pixels)
  }

  /// An image whose pixels go to 0 where both images do.
  func keepingBlack(_ image: Plane, below level: Double) -> Plane {
    let square = Float(level * level)
    var image = image
    for index in image.values.indices {
      let larger = max(pair.first.values[index], pair.second.values[index])
      image.values[index] *= larger * larger / (larger * larger + square)
    }
    return image
  }

  /// An image about its own mean: `gain (x - x̄) + level`.
  package func centred(_ image: Plane, gain: Double, level: Double) -> Plane {
    let offset = Float(level - gain * average(image.values.lazy, over: pixels))
    let slope = Float(gain)
    return Plane(size: image.size, values: image.values.map { slope * $0 + offset })
  }
}
