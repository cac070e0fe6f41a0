// SPDX-License-Identifier: Apache-2.0

import Fusion
import FusionModel
import Imaging

/// Fuses a pair while the caller's thread waits.
///
/// - Throws: What fusing throws.
func fusedImage(
  _ first: Image, _ second: Image, by fuser: Fuser, color: FusionOptions.Color
) throws -> Image {
  var options = FusionOptions()
  options.color = color
  let fusion = PairFusion(options)
  return try WaitingThread().result { try await fusion(first, second, by: fuser) }
}
