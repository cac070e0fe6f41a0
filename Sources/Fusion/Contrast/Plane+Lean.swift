// SPDX-License-Identifier: Apache-2.0

import Imaging

extension Plane {
  /// A fused luminance on its way to one of the images that were fused.
  ///
  /// `(1 - |l|) f + |l| (s̄ + g (s - s̄))`, l the lean, s the first image where l is below 0, the
  /// second one where it is above. g brings the standard deviation of s up to that of f, and is
  /// from 1 to 1.5: with less, what stands out in s would stand out less than it does in f; with
  /// more, much of s would be clipped, and correlate less with s again. Means and deviations are
  /// over the pixels that the sensor saw. Values may leave 0...1.
  func leaned(by lean: Double, in pair: LuminancePair) -> Plane {
    guard lean != 0 else { return self }
    let pixels = MeasuredPixels(pair)
    let (image, seen) =
      lean < 0 ? (pair.first, pixels.first) : (pair.second, pixels.second)
    let own = Spread(image, over: seen)
    let gain = Float(min(max(Spread(self, over: seen).deviation / own.deviation, 1), 1.5))
    let (share, mean) = (Float(abs(lean)), Float(own.mean))
    var leaned = self
    for index in leaned.values.indices {
      let wanted = mean + gain * (image.values[index] - mean)
      leaned.values[index] += share * (wanted - leaned.values[index])
    }
    return leaned
  }
}
