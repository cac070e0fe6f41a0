// SPDX-License-Identifier: Apache-2.0

import Cameras
import ClassicalFusion
import Fusion
import Imaging

/// The example of the landing page of `Cameras`.
func camerasExample() async throws {
  let shot = try RadiometricImage(contentsOf: "FLIR0123.jpg")
  let warmest = shot.temperatures()?.values.max()
  let pair = try shot.alignedPair()
  let fused = try await PairFusion()(pair.photo, pair.thermal, by: ClassicalMethod.laplacian)
  print(warmest ?? 0, fused.size)
}
