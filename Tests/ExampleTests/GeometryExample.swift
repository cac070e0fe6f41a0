// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging

/// The example of the landing page of `Geometry`.
func geometryExample() throws {
  let visible = try Image(contentsOf: "visible.png")
  let infrared = try Image(contentsOf: "infrared.png")
  let rig = try Rig(contentsOf: "rig.json")
  let here = try rig.scaled(first: visible.size, second: infrared.size)
  let moved = infrared.warped(by: here)
  try moved.write(to: "moved.png", replacing: false)
}
