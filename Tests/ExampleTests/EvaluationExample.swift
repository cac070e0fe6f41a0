// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Datasets
import Evaluation
import FusionMetrics

/// The example of the landing page of `Evaluation`.
func evaluationExample() async throws {
  var sources = try EvaluationSources(DataFolder(path: "tno_test"))
  let saved = try sources.saved(name: "theirs", path: "results/theirs")
  let scoring = FusionScoring()
  let outcome = try await scoring.score(
    sources.pairs, [ClassicalMethod.laplacian, ClassicalMethod.centredMax, saved])
  let table = scoring.table(of: outcome)
  for comparison in table.comparisons {
    let significant = comparison.metrics.filter(\.isSignificant).map(\.metric.name)
    print("laplacian and \(comparison.other.name) differ in \(significant)")
  }
  try table.write(to: "scores.csv")
  try table.write(to: "scores.md")
}
