// SPDX-License-Identifier: Apache-2.0

import FusionModel
import Training

/// The example of the landing page of `Training`.
func trainingExample() async throws {
  var configuration = TrainingConfiguration(model: .fast)
  configuration.steps = 5000
  let run = TrainingRun(configuration, data: [.folder("my-pairs")], folder: "runs/first")
  let outcome = try await run.start { event in print(event) }
  print(outcome)
}
