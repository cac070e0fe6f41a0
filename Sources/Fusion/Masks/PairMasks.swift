// SPDX-License-Identifier: Apache-2.0

import Imaging

/// What either image of a pair did not see, in the first one's size: what it states itself, and the
/// wedges that warping has left.
struct PairMasks {
  /// Nil: all was seen.
  let first: ValidityMask?
  /// Nil: all was seen.
  let second: ValidityMask?

  init(_ seenFirst: SeenImage, _ seenSecond: SeenImage) {
    let size = seenFirst.image.size
    let (a, b) = (
      seenFirst.luminanceFromZero, seenSecond.luminanceFromZero.resized(to: size)
    )
    let (stated, other) = (seenFirst.mask, seenSecond.mask?.resized(to: size))
    // Beside an image that shows nothing the other one's black stays as it is.
    guard !seenFirst.isUnseen, !seenSecond.isUnseen else {
      (first, second) = (stated, other)
      return
    }
    func wedges(_ image: Plane, _ other: Plane) -> ValidityMask? {
      WedgeDetector(image: image, other: other).mask(margin: MaskedPair.margin)
    }
    first = .union(stated, wedges(a, b))
    second = .union(other, wedges(b, a))
  }
}
