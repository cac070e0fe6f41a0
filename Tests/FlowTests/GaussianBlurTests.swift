// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

@testable import Flow

/// The blur beside sums over all pixels of its reach.
@Suite(.tags(.unit)) struct GaussianBlurTests {
  // The first is smaller than the blur reaches; a row of the second is longer than a strip.
  @Test(arguments: [ImageSize(width: 7, height: 5), ImageSize(width: 131, height: 9)])
  func equalsWeightedSums(_ size: ImageSize) {
    let sigma = 3.0
    let values = (0..<size.pixelCount).map { index in
      let levels: [Float] = (0..<8).map { channel in
        let level: Int = (index * (2 * channel + 7) + channel) % 31
        return Float(level) / 31
      }
      return SIMD8<Float>(levels)
    }
    let weights = (-9...9).map { (step: Int) -> Double in
      exp(-Double(step * step) / (2 * sigma * sigma))
    }
    let whole = weights.reduce(0, +)
    let blurred = GaussianBlur(sigma: sigma)(values, size)
    for index in Swift.stride(from: 0, to: values.count, by: 11) {
      let (x, y) = (index % size.width, index / size.width)
      var sum = SIMD8<Double>.zero
      for v in -9...9 {
        for u in -9...9 {
          let pixel = mirrored(y + v, size.height) * size.width + mirrored(x + u, size.width)
          sum += SIMD8<Double>(values[pixel]) * (weights[u + 9] * weights[v + 9])
        }
      }
      let error = sum / (whole * whole) - SIMD8<Double>(blurred[index])
      #expect(max(error.max(), -error.min()) < 1e-6, "at \(x), \(y)")
    }
  }

  /// Steps back and forth, so that no formula is shared with the code.
  private func mirrored(_ position: Int, _ length: Int) -> Int {
    var place = position
    while place < 0 || place >= length { place = place < 0 ? -place : 2 * (length - 1) - place }
    return place
  }
}
