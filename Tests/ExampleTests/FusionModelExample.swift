// SPDX-License-Identifier: Apache-2.0

import FusionModel
import Imaging

/// The example of the landing page of `FusionModel`.
func fusionModelExample() async throws {
  let fuser = try Fuser(.preset("fast"))
  let fused = try await fuser.fuse(
    Image(contentsOf: "visible.png"), Image(contentsOf: "infrared.png"))
  try fused.write(to: "fused.png")
}
