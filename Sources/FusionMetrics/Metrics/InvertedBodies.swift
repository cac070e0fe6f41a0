// SPDX-License-Identifier: Apache-2.0

// Inverted. This project: a warm person drawn dark is taken for a shadow.

extension Metric {
  /// The share, in percent, of the pixels of warm bodies at which F is more than 8 levels below the
  /// mean of its 31x31 neighbors. Warm bodies are where A, the infrared image, CT, PET or SPECT, is
  /// more than 32 levels above that mean, as in ``warmContrast``. Not-a-number where there is none.
  public static let invertedBodies = Metric(
    name: "Inverted", title: "warm bodies drawn dark",
    summary: "Percent of the pixels of warm bodies that are darker than what is around them.",
    reference: "this project", direction: .lowerIsBetter, minimumSide: 2,
    cddfuse: MetricConvention(.percent, 0...100) { analysis in
      let warm = zip(analysis.firstExcesses, analysis.fusedExcesses).filter { $0.0 > 32 }
      return 100 * Double(warm.count { $0.1 < -8 }) / Double(warm.count)
    })
}
