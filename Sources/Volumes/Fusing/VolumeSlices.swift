// SPDX-License-Identifier: Apache-2.0

import Fusion
import Imaging

/// The slices of two volumes of one grid, as pairs of images.
struct VolumeSlices {
  let view: SliceView
  let base: WindowedVolume
  let overlay: WindowedVolume
  private let options: FusionOptions

  init(_ base: Volume, _ overlay: Volume, _ settings: VolumeFusion) throws(VolumesError) {
    guard base.grid == overlay.grid else {
      throw VolumesError(
        .geometry,
        "the base has \(base.grid), the overlay \(overlay.grid); one grid is wanted (resample the "
          + "overlay onto the base's)")
    }
    view = try Self.view(base.grid, settings.plane)
    self.base = WindowedVolume(
      volume: base, window: try base.resolved(settings.baseWindow), palette: .whiteHot)
    self.overlay = WindowedVolume(
      volume: overlay, window: try overlay.resolved(settings.overlayWindow),
      palette: settings.palette)
    var options = FusionOptions()
    options.subject = .medical
    options.lean = settings.lean
    options.firstRange = .full
    options.secondRange = .full
    options.colorSource = .second
    options.depth = .float
    self.options = options
  }

  /// Both slices on their way through a method; nil where neither shows anything.
  func prepared(_ number: Int) throws -> PreparedPair? {
    do {
      return try PreparedPair(base.image(number, view), overlay.layer(number, view), options)
    } catch let error as FusionError where error.code == .noValidPixel { return nil }
  }

  /// A fused slice, in floats, on the base: where an overlay in color is at or below its window's
  /// low end the base is seen as it is, without a tint.
  func onBase(_ fused: Image, _ number: Int) -> Image {
    guard fused.colorModel == .rgb, !overlay.palette.isGray, case .float(var colors) = fused.samples
    else { return fused }
    let (shares, base) = (overlay.shares(number, view), base.shares(number, view))
    for (pixel, share) in shares.enumerated() {
      let rest = 1 - WindowedVolume.opacity(share)
      guard rest > 0 else { continue }
      let gray = base[pixel].isNaN ? 0 : base[pixel]
      for at in 3 * pixel..<3 * pixel + 3 { colors[at] += rest * (gray - colors[at]) }
    }
    return Image(size: fused.size, colorModel: .rgb, samples: .float(colors), alpha: fused.alpha)
  }

  private static func view(_ grid: VolumeGrid, _ plane: SlicePlane) throws(VolumesError)
    -> SliceView
  {
    let view = SliceView(grid, plane: plane)
    guard view.count >= VolumeFusion.minimumSliceCount else {
      throw VolumesError(
        .geometry,
        "\(view.count) \(view.plane) slices; at least \(VolumeFusion.minimumSliceCount) are wanted")
    }
    let side = PairFusion.minimumSide
    guard min(view.width, view.height) >= side else {
      throw VolumesError(
        .geometry,
        "\(view.plane) slices of \(view.width)x\(view.height) voxels; at least \(side)x\(side) are "
          + "wanted")
    }
    return view
  }
}
