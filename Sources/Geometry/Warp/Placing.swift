// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Where the pixels of a warped image lie in the image.
struct Placing: Sendable {
  /// The size of the image.
  let source: ImageSize
  /// The size of the warped one.
  let size: ImageSize
  private let map: PixelMap
  /// How far from its place a pixel is looked up; empty: in its place.
  private let shifts: [SIMD2<Float>]

  /// - Parameters:
  ///   - map: From pixels of the warped image to those of the image.
  ///   - shifts: By how many pixels of the warped image each is looked up beside its place, row by
  ///     row; empty: by none.
  ///   - source: The size of the image.
  ///   - size: The size of the warped one.
  init(_ map: PixelMap, _ shifts: [SIMD2<Float>], from source: ImageSize, to size: ImageSize) {
    (self.map, self.shifts, self.source, self.size) = (map, shifts, source, size)
  }

  /// Nil where the picture does not reach.
  @inline(__always)
  func callAsFunction(_ x: Int, _ y: Int) -> SIMD2<Double>? {
    let shift = shifts.isEmpty ? .zero : SIMD2<Double>(shifts[y * size.width + x])
    guard let place = map(SIMD2(Double(x), Double(y)) + shift) else { return nil }
    // Pixels are squares: the picture ends half a pixel beyond the outermost centers.
    let isInside =
      place.x >= -0.5 && place.y >= -0.5 && place.x <= Double(source.width) - 0.5
      && place.y <= Double(source.height) - 0.5
    return isInside ? place : nil
  }
}
