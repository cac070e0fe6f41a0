// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Where the pixels of one image lie in another one, through both lenses.
struct PixelMap {
  /// From straight places of the result to those of the image.
  private let back: Homography
  private let lens: (of: Lens?, to: Lens?)

  /// - Parameters:
  ///   - back: From pixels of the result to those of the image, both without their lenses' faults.
  ///   - source: The lens of the image.
  ///   - result: The lens of the result.
  init(_ back: Homography, source: Lens? = nil, result: Lens? = nil) {
    (self.back, lens) = (back, (source, result))
  }

  /// Nil where nothing of the image is.
  @inline(__always)
  func callAsFunction(_ point: SIMD2<Double>) -> SIMD2<Double>? {
    guard let straight = lens.to.map({ $0.straightened(point) }) ?? point,
      back.depth(at: straight) > 0
    else { return nil }
    let place = back(straight)
    return lens.of.map { $0.bent(place) } ?? place
  }
}
