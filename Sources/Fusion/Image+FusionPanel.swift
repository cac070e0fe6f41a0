// SPDX-License-Identifier: Apache-2.0

public import Imaging

extension Image {
  /// First, second and fused side by side, as the fusion saw them: in the ranges that the options
  /// name, the second at the first one's size, or where it lies in it.
  ///
  /// With a palette the second image is shown in its colors, and beside it what they stand for; so
  /// is what a highlight's colors stand for beside the fused image.
  /// - Throws: `ImagingError` for an invalid range, `RigError` for a rig of other shapes.
  public static func panel(
    first: Image, second: Image, fused: Image, options: FusionOptions,
    palette: Palette? = nil, scale: TemperatureScale = .celsius
  ) throws -> Image {
    let aligned = try options.aligned(second, on: first).image
    let first = try SeenImage(first, noData: options.firstNoData, range: options.firstRange)
    let second = try SeenImage(aligned, noData: options.secondNoData, range: options.secondRange)
    let shown = second.image.blanked(second.mask).resized(to: first.image.size)
    let colored = palette.map {
      [
        Image(heat: shown.luminance(), palette: $0),
        .colorBar($0, height: shown.size.height, range: second.shownRange, scale: scale),
      ]
    }
    let bar = options.highlight.flatMap {
      second.bar(of: $0, height: shown.size.height, scale: scale)
    }
    return panel(
      [first.image.blanked(first.mask)] + (colored ?? [shown]) + [fused]
        + [bar].compactMap(\.self))
  }

  /// A fused picture with what the colors of its highlight stand for beside it; as it is where
  /// there is none.
  /// - Parameters:
  ///   - second: The second image, as it was stored.
  ///   - options: What the picture was fused with.
  ///   - scale: The degrees.
  /// - Returns: A picture that is wider by the bar.
  /// - Throws: As ``panel(first:second:fused:options:palette:scale:)`` does.
  public func withHighlightBar(
    second: Image, options: FusionOptions, scale: TemperatureScale = .celsius
  ) throws -> Image {
    guard let highlight = options.highlight else { return self }
    let second = try SeenImage(
      options.aligned(second, to: size), noData: options.secondNoData, range: options.secondRange)
    return second.bar(of: highlight, height: size.height, scale: scale).map(beside) ?? self
  }

  /// This picture, a gap and a color bar, with this one's alpha.
  func beside(_ bar: Image) -> Image {
    let joined = Image.panel([self, bar])
    guard let alpha else { return joined }
    let added = [Float](repeating: 1, count: joined.size.width - size.width)
    let opacity = (0..<size.height).flatMap {
      alpha.values[$0 * size.width..<($0 + 1) * size.width] + added
    }
    return Image(
      size: joined.size, colorModel: joined.colorModel, samples: joined.samples,
      alpha: Plane(size: joined.size, values: opacity))
  }

  /// Resampled bilinearly, 8 bits a channel; `self` where the size is that already.
  package func resized(to size: ImageSize) -> Image {
    if size == self.size { return self }
    return Image(
      luminance: luminance().resized(to: size),
      chroma: isGray ? nil : chroma().resized(to: size))
  }
}
