// SPDX-License-Identifier: Apache-2.0

import CPixels
private import Foundation
package import Imaging

/// Convolution with a Gaussian, cut off at three standard deviations; the picture is mirrored at
/// its borders, the outermost pixels not repeated.
package struct GaussianBlur {
  /// The weight of the middle, then those to either side.
  private let weights: [Float]

  /// - Parameter sigma: The standard deviation in pixels.
  package init(sigma: Double) {
    let reach = Int((3 * sigma).rounded(.up))
    let values = (0...reach).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
    let sum = 2 * values.reduce(0, +) - values[0]
    weights = values.map { Float($0 / sum) }
  }

  /// Blurs an image of some numbers a pixel, given row by row.
  package func callAsFunction<Pixel: SIMD<Float>>(
    _ values: [Pixel], _ size: ImageSize
  ) -> [Pixel] {
    let reach = weights.count - 1
    let channels = MemoryLayout<Pixel>.stride / MemoryLayout<Float>.stride
    let scratch = (values.count + size.width + 2 * reach) * channels
    return Array(unsafeUninitializedCapacity: values.count) { result, count in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: scratch) { scratch in
        values.withUnsafeBytes { values in
          daefuse_blur(
            values.baseAddress?.assumingMemoryBound(to: Float.self),
            UnsafeMutableRawPointer(result.baseAddress)?.assumingMemoryBound(to: Float.self),
            scratch.baseAddress, size.width, size.height, channels, weights, reach)
        }
      }
      count = values.count
    }
  }
}
