// SPDX-License-Identifier: Apache-2.0

import Flow
import Geometry
import Imaging

extension WorkingPair {
  /// How well both images' oriented gradients agree under a geometry of the working images: the
  /// correlation of all eight directions over the pixels that both show, each direction's mean
  /// subtracted; 1 for equal images. -1 where they hardly overlap, or where no camera sees so.
  func agreement(under geometry: Homography) -> Double {
    guard geometry.shows(second.size), geometry.scale(at: second.size.center) < 8 else { return -1 }
    let moved = second.warped(by: geometry, to: first.size)
    let isCommon = (0..<first.size.pixelCount).map { first.sees($0) && moved.sees($0) }
    let common = eroded(isCommon, first.size, by: 4)
    guard common.count * 20 > first.size.pixelCount else { return -1 }
    let (still, warped) = OrientedGradients.ofBoth(first, moved, blur: 1.5)
    return still.agreement(with: warped, over: common)
  }
}
