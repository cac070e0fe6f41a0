// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging

/// Where a camera's thermal image lies on its photo, as its maker aligned the two; right for bodies
/// at the distance that the camera was set to.
public struct PhotoPlacement: Sendable, Hashable {
  /// How many times as wide a field the photo shows as the thermal image (FLIR's "Real2IR").
  public let widthRatio: Double
  /// How far the thermal image's middle lies from the photo's, in the photo's pixels to the right.
  public let offsetX: Int
  /// The same downwards.
  public let offsetY: Int

  /// Ratios that make sense.
  static let ratios = 0.2...20.0

  /// Names a placement.
  /// - Precondition: The ratio is 0.2...20.
  public init(widthRatio: Double, offsetX: Int, offsetY: Int) {
    precondition(Self.ratios.contains(widthRatio), "PhotoPlacement: \(widthRatio) times as wide")
    (self.widthRatio, self.offsetX, self.offsetY) = (widthRatio, offsetX, offsetY)
  }

  /// The placement of both images as they are turned for display; nil where the photo is so much
  /// longer one way than the other that it has none.
  ///
  /// - Parameters:
  ///   - orientation: How they are turned.
  ///   - thermal: The thermal image's size as it is stored.
  ///   - photo: The photo's size as it is stored.
  /// - Returns: Ratio and offsets of the turned images.
  func turned(
    by orientation: Orientation, thermal: ImageSize, photo: ImageSize
  ) -> PhotoPlacement? {
    let (x, y) = orientation.apply(toOffset: offsetX, offsetY)
    // Of turned images the ratio of the widths is what that of the heights was.
    let shape = Double(photo.height * thermal.width) / Double(photo.width * thermal.height)
    let ratio = orientation.swapsAxes ? widthRatio * shape : widthRatio
    guard Self.ratios.contains(ratio) else { return nil }
    return PhotoPlacement(widthRatio: ratio, offsetX: x, offsetY: y)
  }

  /// The part of a photo that a thermal image shows, to whole pixels; it may reach beyond it.
  ///
  /// - Parameters:
  ///   - thermal: The thermal image's size, which decides on the shape.
  ///   - photo: The photo's size.
  /// - Returns: The first pixel's place on the photo, and the size.
  func window(of thermal: ImageSize, on photo: ImageSize) -> (x: Int, y: Int, size: ImageSize) {
    let width = Double(photo.width) / widthRatio
    let height = width * Double(thermal.height) / Double(thermal.width)
    let size = ImageSize(
      width: max(1, Int(width.rounded())), height: max(1, Int(height.rounded())))
    let x = (Double(photo.width) - Double(size.width)) / 2 + Double(offsetX)
    let y = (Double(photo.height) - Double(size.height)) / 2 + Double(offsetY)
    return (Int(x.rounded()), Int(y.rounded()), size)
  }
}
