// SPDX-License-Identifier: Apache-2.0

import Alignment
import ClassicalFusion
import Fusion
import Geometry
import Imaging

/// The example of the landing page of `Alignment`.
func alignmentExample() async throws {
  let visible = try Image(contentsOf: "visible.png")
  let infrared = try Image(contentsOf: "infrared.png")
  let found = try Aligner()(visible.luminance(), infrared.luminance())
  try found.requireConfidence()
  let moved = infrared.warped(by: found.geometry, to: visible.size)
  let fused = try await PairFusion()(visible, moved, by: ClassicalMethod.laplacian)
  try fused.write(to: "fused.png", replacing: false)
}
