// SPDX-License-Identifier: Apache-2.0

package import Imaging

/// Resamples images of one size by one geometry.
package struct Warp {
  private let size: ImageSize
  private let source: ImageSize
  /// From pixels of the result to those of the image.
  private let map: PixelMap
  private let across: CubicKernel
  private let down: CubicKernel
  /// How far from its place a pixel of the result is looked up; empty: in its place.
  private let shifts: [SIMD2<Float>]

  /// - Parameters:
  ///   - geometry: From pixels of the image to those of the result.
  ///   - source: The size of the image.
  ///   - size: The size of the result.
  /// - Precondition: The geometry shows an image of that size.
  package init(_ geometry: Homography, from source: ImageSize, to size: ImageSize) {
    self.init(geometry, from: source, to: size) { PixelMap($0) }
  }

  /// As a rig of these images says, for far things.
  /// - Parameters:
  ///   - rig: The rig.
  ///   - shifts: By how many pixels to the right and down of its place in the first image each
  ///     pixel of that is looked up, row by row; empty: by none.
  /// - Precondition: The rig's geometry shows an image of that size.
  init(_ rig: Rig, shifts: [SIMD2<Float>]) {
    self.init(rig.geometry, from: rig.secondSize, to: rig.firstSize, shifts: shifts) {
      PixelMap($0, source: rig.secondLens, result: rig.firstLens)
    }
  }

  private init(
    _ geometry: Homography, from source: ImageSize, to size: ImageSize,
    shifts: [SIMD2<Float>] = [], _ map: (Homography) -> PixelMap
  ) {
    guard geometry.shows(source), let back = geometry.inverse else {
      preconditionFailure("warped: \(geometry.elements) mirrors \(source) or sends it to infinity")
    }
    (self.size, self.source, self.map, self.shifts) = (size, source, map(back), shifts)
    // The kernel is that of the picture's middle: what two cameras see differs little in scale from
    // one side to the other.
    let middle = geometry(source.center)
    let right = back(middle + SIMD2(0.5, 0)) - back(middle - SIMD2(0.5, 0))
    let below = back(middle + SIMD2(0, 0.5)) - back(middle - SIMD2(0, 0.5))
    across = CubicKernel(step: (right.x * right.x + below.x * below.x).squareRoot())
    down = CubicKernel(step: (right.y * right.y + below.y * below.y).squareRoot())
  }

  /// Interleaved values at each pixel of the result, 0 where it is not covered.
  ///
  /// - Parameters:
  ///   - values: As many numbers per pixel as `channels` says, row by row.
  ///   - channels: Numbers per pixel.
  ///   - isInvalid: Pixels that show nothing: a pixel of the result that one of them has a part in
  ///     is not covered. Empty: there are none.
  /// - Returns: The values, and for each pixel whether the image covers it.
  package func callAsFunction(
    _ values: [Float], channels: Int, isInvalid: [Bool]
  ) -> (values: [Float], isCovered: [Bool]) {
    var result = [Float](repeating: 0, count: size.pixelCount * channels)
    var isCovered = [Bool](repeating: false, count: size.pixelCount)
    result.withUnsafeMutableBufferPointer { result in
      isCovered.withUnsafeMutableBufferPointer { isCovered in
        values.withUnsafeBufferPointer { values in
          isInvalid.withUnsafeBufferPointer { isInvalid in
            fill(
              result, isCovered, Source(values: values, isInvalid: isInvalid, channels: channels))
          }
        }
      }
    }
    return (result, isCovered)
  }

  /// The image's values, the pixels of it that show nothing, and how many values a pixel has.
  private struct Source {
    let values: UnsafeBufferPointer<Float>
    let isInvalid: UnsafeBufferPointer<Bool>
    let channels: Int
  }

  private func fill(
    _ result: UnsafeMutableBufferPointer<Float>, _ isCovered: UnsafeMutableBufferPointer<Bool>,
    _ image: Source
  ) {
    let isNarrow = across.isNarrow && down.isNarrow
    let channels = image.channels
    var window = Window(across, down)
    var pixel = -1
    for y in 0..<size.height {
      for x in 0..<size.width {
        pixel &+= 1
        guard let place = place(x, y) else { continue }
        if isNarrow, let near = NearWindow(around: place, in: source),
          !near.touches(image.isInvalid)
        {
          isCovered[pixel] = true
          for channel in 0..<channels {
            result[pixel &* channels &+ channel] = near.sum(
              image.values, channels: channels, channel)
          }
          continue
        }
        window.move(to: place, across, down)
        if !image.isInvalid.isEmpty, window.touches(image.isInvalid, source) { continue }
        isCovered[pixel] = true
        for channel in 0..<channels {
          result[pixel * channels + channel] = window.sum(
            image.values, source, channels: channels, channel)
        }
      }
    }
  }

  /// Where a pixel of the result lies in the image; nil where the picture does not reach.
  @inline(__always)
  private func place(_ x: Int, _ y: Int) -> SIMD2<Double>? {
    let shift = shifts.isEmpty ? .zero : SIMD2<Double>(shifts[y * size.width + x])
    guard let place = map(SIMD2(Double(x), Double(y)) + shift) else { return nil }
    // Pixels are squares: the picture ends half a pixel beyond the outermost centers.
    let isInside =
      place.x >= -0.5 && place.y >= -0.5 && place.x <= Double(source.width) - 0.5
      && place.y <= Double(source.height) - 0.5
    return isInside ? place : nil
  }
}

/// The pixels of an image that one of the result is made of. Beyond the border its pixels are
/// repeated.
private struct Window {
  private var column = 0
  private var row = 0
  private var columns: [Float]
  private var rows: [Float]

  init(_ across: CubicKernel, _ down: CubicKernel) {
    columns = Array(repeating: 0, count: across.tapCount)
    rows = Array(repeating: 0, count: down.tapCount)
  }

  mutating func move(to place: SIMD2<Double>, _ across: CubicKernel, _ down: CubicKernel) {
    column = across.fill(&columns, around: place.x)
    row = down.fill(&rows, around: place.y)
  }

  func sum(
    _ values: UnsafeBufferPointer<Float>, _ size: ImageSize, channels: Int, _ channel: Int
  ) -> Float {
    var sum: Float = 0
    for (y, weight) in rows.enumerated() {
      let start = min(max(row + y, 0), size.height - 1) * size.width
      var line: Float = 0
      for (x, weight) in columns.enumerated() {
        let pixel = start + min(max(column + x, 0), size.width - 1)
        line += weight * values[pixel * channels + channel]
      }
      sum += weight * line
    }
    return sum
  }

  func touches(_ isInvalid: UnsafeBufferPointer<Bool>, _ size: ImageSize) -> Bool {
    for (y, weight) in rows.enumerated() where weight != 0 {
      let start = min(max(row + y, 0), size.height - 1) * size.width
      for (x, weight) in columns.enumerated() where weight != 0 {
        if isInvalid[start + min(max(column + x, 0), size.width - 1)] { return true }
      }
    }
    return false
  }
}
