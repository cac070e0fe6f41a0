// SPDX-License-Identifier: Apache-2.0

import Datasets
import Fusion
import FusionModel
import Imaging

/// The example of pairs that are not files, in the guide to Swift.
func fuseFrames(_ pairs: AsyncStream<RegisteredPair>) async throws {
  let fuser = try Fuser(.preset("fast"))
  for try await frame in pairs.fused(by: fuser, atOnce: 2) {
    print(frame.pair.name ?? "", frame.fused.size)
  }
}
