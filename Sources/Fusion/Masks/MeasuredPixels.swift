// SPDX-License-Identifier: Apache-2.0

package import Imaging

/// The pixels that means and contrasts of whole images are over: those that were seen.
///
/// Each plane has 1 at such pixels and 0 at others; nil stands for all pixels. That is also taken
/// where none was seen: no pixel says more of the scene than another then.
package struct MeasuredPixels: Sendable, Equatable {
  /// Those of the first image.
  package let first: Plane?
  /// Those of the second image.
  package let second: Plane?
  /// Those that both sensors saw, for what is measured of both images at once.
  package let both: Plane?

  /// Those of a pair.
  package init(_ pair: LuminancePair) {
    (first, second) = (seen(pair.firstValidity), seen(pair.secondValidity))
    guard let a = pair.firstValidity, let b = pair.secondValidity else {
      both = first ?? second
      return
    }
    both = seen(Plane(size: a.size, values: zip(a.values, b.values).map(min)))
  }
}

/// A mask of zeros and ones; nil where it has no pixel above 0.
private func seen(_ validity: Plane?) -> Plane? {
  guard let validity, validity.values.contains(where: { $0 > 0 }) else { return nil }
  if validity.values.allSatisfy({ $0 == 0 || $0 == 1 }) { return validity }
  return Plane(size: validity.size, values: validity.values.map { $0 > 0 ? 1 : 0 })
}
