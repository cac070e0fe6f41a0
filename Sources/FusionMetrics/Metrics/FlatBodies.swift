// SPDX-License-Identifier: Apache-2.0

// Flat. This project: contrast is easily had by drawing hot bodies white all over.

extension Metric {
  /// The share, in percent, of the pixels of warm bodies that are within 2 levels of white in F and
  /// not so in A, the infrared image, CT, PET or SPECT. Warm bodies are those of ``warmContrast``.
  /// Not-a-number where there is none.
  public static let flatBodies = Metric(
    name: "Flat", title: "warm bodies flat white",
    summary: "Percent of the pixels of warm bodies that are white in the fused image alone.",
    reference: "this project", direction: .lowerIsBetter, minimumSide: 2,
    cddfuse: MetricConvention(.percent, 0...100) { analysis in
      let triple = analysis.triple
      let warm = triple.fused.levels.indices.filter { analysis.firstExcesses[$0] > 32 }
      let flat = warm.count { triple.fused.levels[$0] >= 253 && triple.first.levels[$0] < 253 }
      return 100 * Double(flat) / Double(warm.count)
    })
}
