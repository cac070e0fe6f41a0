// SPDX-License-Identifier: Apache-2.0

import Imaging

/// One pair of a rig: the brightness that both cameras see at one time.
struct PairOfRig {
  /// The image that stays.
  let first: SeenPlane
  /// The one that is moved.
  let second: SeenPlane
}

extension PairOfRig {
  /// Images as cameras or files give them; see ``SeenPlane/init(finding:)``.
  init(finding first: Plane, _ second: Plane) {
    self.init(first: SeenPlane(finding: first), second: SeenPlane(finding: second))
  }
}

extension [PairOfRig] {
  /// The sizes of all pairs, which are those of the first one.
  var sizes: (first: ImageSize, second: ImageSize) { (self[0].first.size, self[0].second.size) }
}
