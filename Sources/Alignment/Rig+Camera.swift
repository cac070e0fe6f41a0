// SPDX-License-Identifier: Apache-2.0

public import Cameras
public import Geometry
import Imaging

extension Rig {
  /// The rig of one camera's photo and thermal image, as its maker aligned them: a scale and a
  /// shift, right at the distance that the camera was set to.
  ///
  /// - Throws: `CamerasError` with `noPhoto` or `noPlacement` where the file does not say.
  public init(_ shot: RadiometricImage) throws {
    let (placement, photo) = try shot.statedPlacement()
    let scale = Double(photo.width) / placement.widthRatio / Double(shot.size.width)
    let (there, here) = (photo.center, scale * shot.size.center)
    self.init(
      firstSize: photo, secondSize: shot.size,
      geometry: .similarity(
        scale: scale, angle: 0, x: there.x + Double(placement.offsetX) - here.x,
        y: there.y + Double(placement.offsetY) - here.y))
  }
}
