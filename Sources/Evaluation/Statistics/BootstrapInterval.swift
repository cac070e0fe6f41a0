// SPDX-License-Identifier: Apache-2.0

import Datasets
import Imaging

/// A confidence interval of a mean by the percentile bootstrap: the mean is taken again and again
/// over as many values drawn with replacement.
///
/// Source: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13.
public struct BootstrapInterval: Sendable, Equatable {
  /// The lower end.
  public let low: Double
  /// The upper end.
  public let high: Double

  /// Draws `resamples` times. The same seed gives the same interval on every machine.
  /// - Precondition: There is a value, `confidence` lies between 0 and 1, `resamples` is above 0.
  public init(
    meanOf values: [Double], confidence: Double = 0.95, resamples: Int = 2000, seed: UInt64 = 1
  ) {
    precondition(
      !values.isEmpty && confidence > 0 && confidence < 1 && resamples > 0,
      "BootstrapInterval: \(values.count) values, confidence \(confidence), \(resamples) resamples")
    var random = SplitMix64(seed: seed)
    let means = (0..<resamples).map { _ in
      values.indices.reduce(0) { sum, _ in sum + values[random.index(below: values.count)] }
        / Double(values.count)
    }
    self.init(resampled: means, confidence: confidence)
  }

  /// The interval of any statistic that was computed again and again of what was drawn.
  /// - Precondition: There is a value, `confidence` lies between 0 and 1.
  package init(resampled values: [Double], confidence: Double = 0.95) {
    precondition(
      !values.isEmpty && confidence > 0 && confidence < 1,
      "BootstrapInterval: \(values.count) resampled values, confidence \(confidence)")
    let sorted = SortedValues(values)
    low = sorted.quantile((1 - confidence) / 2)
    high = sorted.quantile((1 + confidence) / 2)
  }
}
