// SPDX-License-Identifier: Apache-2.0

import Evaluation
import FusionMetrics

extension ScoreTable {
  /// Two measured methods on three images, and a published row between them.
  static let small = ScoreTable(
    profile: .cddfuse, metrics: [.entropy, .meanSquaredError, .visualInformationFidelity],
    rows: [
      ScoreRow(
        name: "mine & yours",
        images: [
          image("01", 7, 120, 0.5), image("02", 6.5, 80, 0.75), image("10", 6, 100, 1),
        ]),
      ScoreRow(name: "Paper", published: ["EN": 7.25, "VIF": 0.625]),
      ScoreRow(
        name: "max",
        images: [
          image("01", 6.75, 60, 0.5), image("02", 6.25, 60, 0.625), image("10", 5, 90, 0.75),
        ]),
    ], notes: ["A note."])

  /// One method on two images.
  static let single = ScoreTable(
    profile: .standard, metrics: [.entropy, .meanSquaredError],
    rows: [ScoreRow(name: "fused", images: [image("01", 7, 120), image("02", 6, 80)])])

  private static func image(
    _ name: String, _ entropy: Double, _ error: Double, _ fidelity: Double? = nil
  ) -> ScoreRow.Image {
    let values = ["EN": entropy, "MSE": error, "VIF": fidelity]
    return ScoreRow.Image(name: name, values: values.compactMapValues(\.self))
  }
}
