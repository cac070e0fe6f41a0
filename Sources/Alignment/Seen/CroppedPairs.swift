// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging

/// Pairs of one rig, cut to what any of them shows of the scene: what lies around it is neither a
/// part of the view nor of the images' size.
struct CroppedPairs {
  let pairs: [PairOfRig]
  private let first: PixelWindow
  private let second: PixelWindow
  private let secondSize: ImageSize

  /// - Precondition: There is one, and all are of the same two sizes.
  init(_ pairs: [PairOfRig]) {
    func window(_ images: [SeenPlane]) -> PixelWindow {
      images.dropFirst().reduce(images[0].seenWindow) { $0.union($1.seenWindow) }
    }
    let (first, second) = (window(pairs.map(\.first)), window(pairs.map(\.second)))
    (self.first, self.second, secondSize) = (first, second, pairs.sizes.second)
    self.pairs = pairs.map {
      PairOfRig(first: $0.first.cut(to: first), second: $0.second.cut(to: second))
    }
  }

  /// A geometry of the whole images as one of the cut ones.
  func cut(_ geometry: Homography) -> Homography {
    first.removal * geometry * second.placement
  }

  /// A geometry of the cut images as one of the whole ones.
  ///
  /// - Throws: ``AlignmentError`` where it sends what surrounds the second picture to infinity.
  func whole(_ geometry: Homography) throws(AlignmentError) -> Homography {
    let whole = first.placement * geometry * second.removal
    guard whole.shows(secondSize) else {
      throw AlignmentError(
        .unsure,
        "it is not sure how the images lie on each other: what fits best sends the border of the "
          + "second image to infinity, or stretches it")
    }
    return whole
  }
}
