// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// A thermal image by itself as people look at it: in the colors of a palette, with a bar of what
/// they stand for.
///
/// ```swift
/// let shot = try RadiometricImage(contentsOf: "FLIR0123.jpg")
/// let picture = try ThermalPicture(of: shot.thermalImage, palette: .inferno)
/// try picture.image.write(to: "colored.png")
/// ```
public struct ThermalPicture: Sendable {
  /// The picture, RGB with 8 bits; alpha is 0 where nothing was seen.
  public let image: Image
  /// What the palette's ends stand for.
  public let range: BrightnessRange
  /// What is odd about the range, in one line; nil: nothing.
  public let oddity: String?

  /// Draws one.
  ///
  /// - Parameters:
  ///   - thermal: The thermal image, as it was stored.
  ///   - palette: The colors.
  ///   - mapping: What of it is cold and hot.
  ///   - noData: Values that stand for pixels that were not seen, in the image's own units.
  ///   - bar: The degrees of the bar; nil for a picture without one, of the image's size.
  /// - Throws: `ImagingError` for a range that is none.
  public init(
    of thermal: Image, palette: Palette = .iron, range mapping: RangeMapping = .automatic,
    noData: [Double] = [], bar: TemperatureScale? = .celsius
  ) throws {
    let seen = try SeenImage(thermal, noData: noData, range: mapping)
    range = seen.shownRange
    oddity = seen.isUnseen ? "no pixel is valid; it shows nothing" : seen.oddity
    let picture = Image(heat: seen.luminance, palette: palette)
    let alpha = seen.mask.map { mask in
      Plane(size: thermal.size, values: mask.isInvalid.map { $0 ? 0 : 1 })
    }
    let colored = Image(
      size: picture.size, colorModel: .rgb, samples: picture.samples, alpha: alpha)
    image =
      bar.map { scale in
        colored.beside(
          .colorBar(palette, height: thermal.size.height, range: seen.shownRange, scale: scale))
      } ?? colored
  }
}
