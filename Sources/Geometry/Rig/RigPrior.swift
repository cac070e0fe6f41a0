// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// What is known of a rig before it is looked for.
public enum RigPrior: Sendable, Equatable {
  /// A rig that is nearly right, such as yesterday's.
  case rig(Rig)
  /// How large a pixel of the second image is in the first one, and how far right and down the
  /// second image's middle lies from the first one's, in pixels of the first image.
  case placed(scale: Double, right: Double, down: Double)

  /// The geometry between images of these sizes.
  ///
  /// - Throws: ``RigError`` where a rig is of images of other shapes.
  public func geometry(first: ImageSize, second: ImageSize) throws(RigError) -> Homography {
    switch self {
    case .rig(let rig): return try rig.scaled(first: first, second: second).geometry
    case .placed(let scale, let right, let down):
      let (there, here) = (first.center + SIMD2(right, down), scale * second.center)
      return .similarity(scale: scale, angle: 0, x: there.x - here.x, y: there.y - here.y)
    }
  }
}
