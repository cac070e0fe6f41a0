// SPDX-License-Identifier: Apache-2.0

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
  // Callers in other files do not see the body in a debug build.
  @_specialize(where Pixel == SIMD2<Float>)
  @_specialize(where Pixel == SIMD8<Float>)
  package func callAsFunction<Pixel: SIMD<Float>>(
    _ values: [Pixel], _ size: ImageSize
  ) -> [Pixel] {
    let rows = blurredRows(values, size)
    return blurredColumns(rows, size)
  }

  private func blurredRows<Pixel: SIMD<Float>>(_ values: [Pixel], _ size: ImageSize) -> [Pixel] {
    let reach = weights.count - 1
    let places = (0..<size.width + 2 * reach).map { mirrored($0 - reach, size.width) }
    var line = [Pixel](repeating: .zero, count: places.count)
    return filled(values.count) { result in
      for y in 0..<size.height {
        let start = y * size.width
        for x in 0..<line.count { line[x] = values[start + places[x]] }
        line.withUnsafeBufferPointer { line in
          for x in 0..<size.width {
            var sum = line[x &+ reach] * weights[0]
            for step in 1..<max(reach + 1, 1) {
              sum += (line[x &+ reach &- step] + line[x &+ reach &+ step]) * weights[step]
            }
            result[start &+ x] = sum
          }
        }
      }
    }
  }

  private func blurredColumns<Pixel: SIMD<Float>>(
    _ values: [Pixel], _ size: ImageSize
  ) -> [Pixel] {
    let width = size.width
    return values.withUnsafeBufferPointer { values in
      filled(values.count) { result in
        for y in 0..<size.height {
          for x in y &* width..<(y &+ 1) &* width { result[x] = values[x] * weights[0] }
          for step in 1..<weights.count {
            let above = mirrored(y - step, size.height) * width
            let below = mirrored(y + step, size.height) * width
            let weight = weights[step]
            for x in 0..<width {
              result[y &* width &+ x] += (values[above &+ x] + values[below &+ x]) * weight
            }
          }
        }
      }
    }
  }
}

/// An array that is written before it is read: zeros first would touch its memory twice.
private func filled<Pixel: SIMD<Float>>(
  _ count: Int, _ fill: (UnsafeMutableBufferPointer<Pixel>) -> Void
) -> [Pixel] {
  Array(unsafeUninitializedCapacity: count) { buffer, initializedCount in
    fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
    initializedCount = count
  }
}

/// A position beyond a line's ends as the one that a mirror there shows.
private func mirrored(_ position: Int, _ length: Int) -> Int {
  if length == 1 { return 0 }
  let period = 2 * (length - 1)
  let place = ((position % period) + period) % period
  return place < length ? place : period - place
}
