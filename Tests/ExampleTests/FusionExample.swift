// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Fusion
import Imaging

/// The example of the landing page of `Fusion`.
func fusionExample() async throws {
  let visible = try Image(contentsOf: "visible.png")
  let infrared = try Image(contentsOf: "infrared.png")
  let fused = try await PairFusion()(visible, infrared, by: ClassicalMethod.laplacian)
  try fused.write(to: "fused.png")
}
