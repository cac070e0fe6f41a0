// SPDX-License-Identifier: Apache-2.0

import FusionMetrics
import Imaging

/// The example of the landing page of `FusionMetrics`.
func fusionMetricsExample() throws {
  let evaluator = FusionEvaluator(profile: .cddfuse, metrics: Metric.tableColumns)
  let triple = try FusedTriple(
    name: "01", fused: Image(contentsOf: "fused/01.png"),
    first: Image(contentsOf: "ir/01.png"), second: Image(contentsOf: "vi/01.png"))
  print(try evaluator.scores(of: triple)[.entropy] ?? .nan)
}
