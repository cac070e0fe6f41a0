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
    try SeenPair(first, second, options).panel(fused: fused, palette: palette, scale: scale)
  }

  /// A fused picture with what the colors of its highlight stand for beside it; as it is where
  /// there is none.
  /// - Parameters:
  ///   - first: The first image, as it was stored.
  ///   - second: The second one, likewise.
  ///   - options: What the picture was fused with.
  ///   - scale: The degrees.
  /// - Returns: A picture that is wider by the bar.
  /// - Throws: As ``panel(first:second:fused:options:palette:scale:)`` does.
  public func withHighlightBar(
    first: Image, second: Image, options: FusionOptions, scale: TemperatureScale = .celsius
  ) throws -> Image {
    guard options.highlight != nil else { return self }
    let seen = try SeenPair(first, second, options)
    return seen.bar(height: size.height, scale: scale).map(beside) ?? self
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
