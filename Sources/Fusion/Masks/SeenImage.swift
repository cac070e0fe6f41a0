// SPDX-License-Identifier: Apache-2.0

import Imaging

/// An image, and what its file says was not seen.
struct SeenImage {
  private let image: Image
  /// The pixels that were not seen; nil: all were.
  let mask: ValidityMask?

  /// An image with the values that stand for nothing, in its own units.
  init(_ image: Image, noData: [Double]) {
    self.image = image
    mask = image.statedMask(noData: noData)
  }

  /// Whether no pixel was seen.
  var isUnseen: Bool { mask?.isInvalid.allSatisfy { $0 } ?? false }

  /// Brightness, 0...1; finite, whatever stands at pixels that were not seen.
  var luminance: Plane {
    (image.samples.depth == .float ? image.blanked(mask) : image).luminance()
  }

  /// Brightness within a range, 0...1, of which pixels that were not seen have no part.
  ///
  /// - Throws: `ImagingError` for a range that is none.
  func luminance(mapping range: RangeMapping) throws -> Plane {
    try image.blanked(mask).luminance(mapping: range)
  }
}
