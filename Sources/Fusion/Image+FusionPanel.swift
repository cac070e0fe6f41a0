// SPDX-License-Identifier: Apache-2.0

public import Imaging

extension Image {
  /// First, second and fused side by side, as the fusion saw them: in the ranges that the options
  /// name, the second at the first one's size, or where it lies in it.
  ///
  /// With a palette the second image is shown in its colors, and beside it what they stand for.
  /// - Throws: `ImagingError` for an invalid range, `RigError` for a rig of other shapes.
  public static func panel(
    first: Image, second: Image, fused: Image, options: FusionOptions,
    palette: Palette? = nil
  ) throws -> Image {
    let aligned = try options.aligned(second, to: first.size)
    let first = try SeenImage(first, noData: options.firstNoData, range: options.firstRange)
    let second = try SeenImage(aligned, noData: options.secondNoData, range: options.secondRange)
    let shown = second.image.blanked(second.mask).resized(to: first.image.size)
    let colored = palette.map {
      [
        Image(heat: shown.luminance(), palette: $0),
        .colorBar($0, height: shown.size.height, range: second.shownRange),
      ]
    }
    return panel([first.image.blanked(first.mask)] + (colored ?? [shown]) + [fused])
  }

  /// Resampled bilinearly, 8 bits a channel; `self` where the size is that already.
  package func resized(to size: ImageSize) -> Image {
    if size == self.size { return self }
    return Image(
      luminance: luminance().resized(to: size),
      chroma: isGray ? nil : chroma().resized(to: size))
  }
}
