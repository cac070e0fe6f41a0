// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// What a radiometric file holds: the values that a thermal camera measured, and beside them, in
/// files of some cameras, a photo of the scene and how the two lie on each other. All is turned for
/// display as the file's EXIF data say.
///
/// ```swift
/// let shot = try RadiometricImage(contentsOf: "FLIR0123.jpg")
/// let celsius = shot.temperatures()
/// ```
public struct RadiometricImage: Sendable {
  /// Who made the camera.
  public enum Maker: String, Sendable, CaseIterable {
    /// Teledyne FLIR: FFF files, and JPEG files with one in their APP1 segments.
    case flir = "FLIR"
    /// DJI: JPEG files with values in their APP3 segments.
    case dji = "DJI"
  }

  /// Who made the camera.
  public let maker: Maker
  /// The camera, such as "FLIR E40"; nil where the file does not say.
  public let model: String?
  /// Width and height of the thermal image in pixels.
  public let size: ImageSize
  /// What the sensor measured, one value for each pixel, row by row; brighter is warmer.
  public let values: [UInt16]
  /// How values become temperatures; nil where that is not known, as of DJI's files.
  public let calibration: ThermalCalibration?
  /// A photo of the scene; nil where the file has none, or one that cannot be read.
  public let photo: Image?
  /// Why the photo cannot be read; nil where it is read, or where there is none.
  let photoProblem: String?
  /// Where the thermal image lies on the photo; nil where the file does not say.
  public let placement: PhotoPlacement?
  /// Where ``size`` is from, in words.
  public let sizeSource: String
  /// What is odd about the file, a line each, without its path.
  public let warnings: [String]

  /// The temperatures in degrees Celsius; not-a-number at pixels that have none, nil where the file
  /// does not say how values become temperatures.
  ///
  /// They are those that the camera's settings give: emissivity, distance, what is reflected.
  public func temperatures() -> Plane? {
    calibration.map { Plane(size: size, values: $0.celsius(values)) }
  }

  /// The thermal image: temperatures in degrees Celsius as floats, where they are known; else the
  /// values as they are, whose numbers mean nothing by themselves.
  public var thermalImage: Image { image(of: temperatures()) }

  /// The values as an image of 16 bits.
  public var rawImage: Image { image(of: nil) }

  private func image(of celsius: Plane?) -> Image {
    let samples = celsius.map { Image.Samples.float($0.values) } ?? .uint16(values)
    var image = Image(size: size, colorModel: .gray, samples: samples)
    image.notes.warnings = warnings
    image.notes.unit = celsius == nil ? nil : .celsius
    image.notes.isRelative = celsius == nil
    return image
  }
}
