// SPDX-License-Identifier: Apache-2.0

import Fusion
import Imaging
import ImportedModels

/// The example of the landing page of `ImportedModels`.
func importedModelsExample() async throws {
  let path = "cddfuse.pt"
  let network = try ImportedNetwork(
    path: path, conventions: NetworkConventions(besideNetwork: path), trusted: true)
  let fused = try await PairFusion()(
    Image(contentsOf: "visible.png"), Image(contentsOf: "infrared.png"), by: network)
  try fused.write(to: "fused.png")
}
