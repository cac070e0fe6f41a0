// SPDX-License-Identifier: Apache-2.0

import Imaging

extension FoundGeometry {
  /// Leads a similarity to where the images tell most of each other, if the second ones are soft:
  /// edges that are blurred lie where two kinds of tissue meet only about. How sure it is stays
  /// that of the start, for there edges agree most.
  mutating func moveOn(byInformationOf pairs: [(first: Plane, second: Plane)]) {
    let sharpness = Sharpness(pairs.map(\.second))
    guard sharpness.value != nil else { return }
    guard sharpness.isSoft else {
      information = .left
      return
    }
    guard let best = InformationSearch(pairs, from: geometry).best() else { return }
    (geometry, information) = (best.geometry, best.step)
  }
}
