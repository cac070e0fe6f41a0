// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Fusion

/// The example of a folder in the guide to Swift.
func folderExample() async throws {
  let plan = try FusionPlan(first: "visible", second: "infrared", output: "fused")
  var folder = FolderFusion()
  folder.existingOutput = .skip
  for try await event in folder.events(of: plan.jobs, by: ClassicalMethod.laplacian) {
    if case .failed(let failure) = event { print(failure) }
  }
}
