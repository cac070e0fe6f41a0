// SPDX-License-Identifier: Apache-2.0

import Driver
import Geometry
import Imaging

/// Reads rig files. What is accepted must be a camera's view that words and other sizes can be made
/// of, and must read its own text.
let rig = Subject("rig") { bytes in
  guard let rig = try? Rig(json: bytes, path: "input") else { return true }
  precondition(rig.geometry.shows(rig.secondSize) && !rig.description.isEmpty)
  precondition((0...1).contains(rig.coveredShare))
  let half = ImageSize(
    width: max(rig.firstSize.width / 2, 1), height: max(rig.firstSize.height / 2, 1))
  let scaled = try? rig.scaled(first: half, second: rig.secondSize)
  for rig in [rig, scaled].compactMap(\.self) {
    guard let near = try? rig.placed(at: 1.5) else { continue }
    precondition(near.geometry.shows(near.secondSize) && (0...1).contains(near.coveredShare))
  }
  // Division by the last element may round once more.
  guard let again = try? Rig(json: Array(rig.json.utf8), path: "output") else {
    preconditionFailure("its own text is refused")
  }
  precondition(again.firstSize == rig.firstSize && again.secondSize == rig.secondSize)
  precondition((again.firstLens == nil) == (rig.firstLens == nil))
  return true
}
