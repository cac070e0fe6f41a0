// SPDX-License-Identifier: Apache-2.0

public import Imaging

extension Image {
  /// First, second and fused side by side, as the fusion saw them: the second at the first one's
  /// size and with the range that the options name.
  ///
  /// - Throws: `ImagingError` for an invalid range.
  public static func panel(
    first: Image, second: Image, fused: Image, options: FusionOptions
  ) throws -> Image {
    let seen = SeenImage(second, noData: options.secondNoData)
    let shown =
      try options.secondRange.map { Image(luminance: try seen.luminance(mapping: $0)) } ?? second
    return panel([first, shown.resized(to: first.size), fused])
  }

  /// Resampled bilinearly, 8 bits a channel; `self` where the size is that already.
  private func resized(to size: ImageSize) -> Image {
    if size == self.size { return self }
    return Image(
      luminance: luminance().resized(to: size),
      chroma: isGray ? nil : chroma().resized(to: size))
  }
}
