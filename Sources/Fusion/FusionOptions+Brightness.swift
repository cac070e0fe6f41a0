// SPDX-License-Identifier: Apache-2.0

package import Imaging

extension FusionOptions {
  /// What a pair shows, whatever its units: the brightness of both images in their ranges, each in
  /// its own size, 0...1; not-a-number at pixels that were not seen.
  ///
  /// - Throws: `ImagingError` for a range that is none.
  package func brightness(
    of first: Image, _ second: Image
  ) throws -> (first: Plane, second: Plane) {
    (
      try SeenImage(first, noData: firstNoData, range: firstRange).seenLuminance,
      try SeenImage(second, noData: secondNoData, range: secondRange).seenLuminance
    )
  }
}

extension SeenImage {
  /// Brightness, not-a-number at pixels that were not seen.
  fileprivate var seenLuminance: Plane {
    guard let mask else { return luminance }
    var plane = luminance
    for pixel in mask.isInvalid.indices where mask.isInvalid[pixel] { plane.values[pixel] = .nan }
    return plane
  }
}
