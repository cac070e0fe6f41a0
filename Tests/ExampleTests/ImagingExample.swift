// SPDX-License-Identifier: Apache-2.0

import Imaging

/// The example of the landing page of `Imaging`.
func imagingExample() throws {
  let thermal = try Image(contentsOf: "thermal16.tif")
  let luminance = try thermal.luminance(mapping: .values(low: 27815, high: 30815))
  try Image(luminance: luminance).write(to: "thermal8.png")
}
