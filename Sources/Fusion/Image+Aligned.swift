// SPDX-License-Identifier: Apache-2.0

import Geometry
package import Imaging

extension FusionOptions {
  /// The second image as it lies on the first one, of its size: transparent where it does not
  /// reach, and where no-data has a part in it. Itself where no rig is given.
  ///
  /// - Throws: `RigError` where the rig is of images of other shapes.
  package func aligned(_ second: Image, to first: ImageSize) throws -> Image {
    guard let alignment else { return second }
    let rig = try alignment.scaled(first: first, second: second.size)
    return second.hidden(where: second.statedMask(noData: secondNoData))
      .warped(by: rig)
  }
}

extension Image {
  /// Transparent at invalid pixels, so that warping mixes them with nothing.
  fileprivate func hidden(where mask: ValidityMask?) -> Image {
    guard let mask else { return self }
    var hidden = Image(
      size: size, colorModel: colorModel, samples: samples,
      alpha: Plane(
        size: size,
        values: mask.isInvalid.indices.map { mask.isInvalid[$0] ? 0 : alpha?.values[$0] ?? 1 }))
    hidden.notes = notes
    return hidden
  }
}
