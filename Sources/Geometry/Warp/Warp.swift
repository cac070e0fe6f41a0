// SPDX-License-Identifier: Apache-2.0

package import Imaging

/// Resamples images of one size by one geometry: what follows from that alone is computed once.
///
/// 12 bytes for each pixel of the result.
package struct Warp: Sendable {
  /// The size of the images.
  var source: ImageSize { placing.source }
  /// The size of the result.
  var size: ImageSize { placing.size }
  /// 1 for pixels of the result that an image covers, 0 for others; nil: it covers all.
  let coverage: Plane?
  private let placing: Placing
  private let across: CubicKernel
  private let down: CubicKernel
  /// What pixels of the result are made of, away from the border and where nothing shrinks.
  private let places: [NearPlace]
  /// The other pixels that the image covers.
  private let others: [Int]

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
  package init(_ rig: Rig, shifts: [SIMD2<Float>] = []) {
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
    let placing = Placing(map(back), shifts, from: source, to: size)
    // The kernel is that of the picture's middle: what two cameras see differs little in scale from
    // one side to the other.
    let middle = geometry(source.center)
    let right = back(middle + SIMD2(0.5, 0)) - back(middle - SIMD2(0.5, 0))
    let below = back(middle + SIMD2(0, 0.5)) - back(middle - SIMD2(0, 0.5))
    let across = CubicKernel(step: (right.x * right.x + below.x * below.x).squareRoot())
    let down = CubicKernel(step: (right.y * right.y + below.y * below.y).squareRoot())
    (self.placing, self.across, self.down) = (placing, across, down)
    let isNarrow = across.isNarrow && down.isNarrow
    var (others, uncovered): ([Int], [Int]) = ([], [])
    places = [NearPlace](unsafeUninitializedCapacity: size.pixelCount) { places, count in
      for y in 0..<size.height {
        for x in 0..<size.width {
          let place = placing(x, y)
          let near = isNarrow ? place.flatMap { NearPlace(around: $0, in: source) } : nil
          places.initializeElement(at: count, to: near ?? .none)
          if place == nil { uncovered.append(count) } else if near == nil { others.append(count) }
          count += 1
        }
      }
    }
    self.others = others
    var coverage = Plane(size: size, values: Array(repeating: 1, count: size.pixelCount))
    for pixel in uncovered { coverage.values[pixel] = 0 }
    self.coverage = uncovered.isEmpty ? nil : coverage
  }

  /// Interleaved values at each pixel of the result, 0 where it is not covered.
  ///
  /// - Parameters:
  ///   - values: As many numbers per pixel as `channels` says, row by row.
  ///   - channels: Numbers per pixel, 1 or 3.
  ///   - isInvalid: Pixels that show nothing: a pixel of the result that one of them has a part in
  ///     is not covered. Empty: there are none.
  /// - Returns: The values, and 1 for each pixel that the image covers, 0 for others; nil: it
  ///   covers all.
  package func callAsFunction(
    _ values: [Float], channels: Int, isInvalid: [Bool]
  ) -> (values: [Float], coverage: Plane?) {
    warped(values, channels: channels, isInvalid: isInvalid)
  }

  /// The same of any samples.
  func warped<Sample: WarpedSample>(
    _ values: [Sample], channels: Int, isInvalid: [Bool]
  ) -> (values: [Sample], coverage: Plane?) {
    var coverage = coverage
    let result = [Sample](unsafeUninitializedCapacity: places.count * channels) { result, count in
      count = places.count * channels
      Sample.fill(values, source.width, channels, places, result.baseAddress, places.count)
      values.withUnsafeBufferPointer { values in
        isInvalid.withUnsafeBufferPointer { isInvalid in
          var window = Window(across, down)
          for pixel in others + touched(isInvalid) {
            guard let place = placing(pixel % size.width, pixel / size.width) else { continue }
            window.move(to: place, across, down)
            let isSeen = isInvalid.isEmpty || !window.touches(isInvalid, source)
            for channel in 0..<channels {
              result[pixel * channels + channel] = Sample(
                nearest: isSeen
                  ? window.sum(values, source, channels: channels, channel) : 0)
            }
            if !isSeen { uncover(pixel, in: &coverage) }
          }
        }
      }
    }
    return (result, coverage)
  }

  /// The pixels of the result away from the border that an invalid one may have a part in.
  private func touched(_ isInvalid: UnsafeBufferPointer<Bool>) -> [Int] {
    isInvalid.isEmpty
      ? [] : places.indices.filter { places[$0].touches(isInvalid, width: source.width) }
  }

  private func uncover(_ pixel: Int, in coverage: inout Plane?) {
    if coverage == nil {
      coverage = Plane(size: size, values: Array(repeating: 1, count: size.pixelCount))
    }
    coverage?.values[pixel] = 0
  }
}
