// SPDX-License-Identifier: Apache-2.0

import Flow
import Geometry
package import Imaging

/// A second image that lies on the first one.
package struct AlignedImage: Sendable {
  /// Of the first image's size, unless it is registered and to be resized: transparent where it
  /// does not reach, and where no-data has a part in it.
  package let image: Image
  /// What became of the refinement; nil: none is wanted.
  package let refinement: Refinement?
}

extension FusionOptions {
  /// The second image where it lies in the first one, refined where that is wanted. Itself where no
  /// rig is given and nothing is refined.
  ///
  /// - Throws: `RigError` where the rig is of images of other shapes, `ImagingError` for a range
  ///   that is none.
  package func aligned(
    _ second: Image, on first: Image, _ memory: FrameMemory? = nil
  ) throws -> AlignedImage {
    let plain = try aligned(second, to: first.size, memory)
    guard refinesAlignment else { return AlignedImage(image: plain, refinement: nil) }
    let seen = try SeenImage(first, noData: firstNoData, range: firstRange)
    guard let before = try ResidualPair(seen, self.seen(second: plain)),
      let rig = try rig(first: first.size, second: second.size)
    else { return AlignedImage(image: plain, refinement: Refinement()) }
    let flow = before.flow.resized(to: first.size)
    let moved = second.hidden(where: before.hiddenMask(of: second, statedMask(of: second)))
      .warped(by: rig, shifts: flow.shifts)
    guard let after = try ResidualPair(seen, self.seen(second: moved)) else {
      return AlignedImage(image: plain, refinement: Refinement())
    }
    let refinement = Refinement(flow, before, after)
    return AlignedImage(image: refinement.isApplied ? moved : plain, refinement: refinement)
  }

  /// The second image as a rig lays it on the first one, nothing refined.
  ///
  /// - Throws: `RigError` where the rig is of images of other shapes.
  package func aligned(
    _ second: Image, to first: ImageSize, _ memory: FrameMemory? = nil
  ) throws -> Image {
    guard let alignment else { return second }
    let rig = try alignment.scaled(first: first, second: second.size)
    return second.hidden(where: statedMask(of: second)).warped(by: memory?.warp(rig) ?? Warp(rig))
  }

  /// The rig of a pair of these sizes: of registered images the one that only resizes; nil where
  /// that is beyond what cameras do.
  private func rig(first: ImageSize, second: ImageSize) throws -> Rig? {
    if let alignment { return try alignment.scaled(first: first, second: second) }
    let resizing = Homography.resizing(from: second, to: first)
    guard resizing.shows(second) else { return nil }
    return Rig(firstSize: first, secondSize: second, geometry: resizing)
  }

  private func statedMask(of second: Image) -> ValidityMask? {
    second.statedMask(noData: secondNoData)
  }

  private func seen(second: Image) throws -> SeenImage {
    try SeenImage(second, noData: secondNoData, range: secondRange)
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
