// SPDX-License-Identifier: Apache-2.0

package import Imaging

extension FusionOptions {
  /// What a pair shows, whatever its units: the brightness of both images in their ranges, each in
  /// its own size, 0...1; 0 at pixels that were not seen.
  ///
  /// - Throws: `ImagingError` for a range that is none.
  package func brightness(
    of first: Image, _ second: Image
  ) throws -> (first: Plane, second: Plane) {
    (
      try SeenImage(first, noData: firstNoData, range: firstRange).luminance,
      try SeenImage(second, noData: secondNoData, range: secondRange).luminance
    )
  }
}
