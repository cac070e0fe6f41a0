// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Imaging

/// The example of the landing page of `ClassicalFusion`.
func classicalFusionExample() throws {
  let visible = try Image(contentsOf: "visible.png").luminance()
  let infrared = try Image(contentsOf: "infrared.png").luminance()
  let fused = ClassicalMethod.laplacian.fuse(visible, infrared)
  try Image(luminance: fused).write(to: "fused.png")
}
