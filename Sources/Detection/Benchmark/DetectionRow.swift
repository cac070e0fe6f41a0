// SPDX-License-Identifier: Apache-2.0

import Datasets

/// What a detector found in the images of one camera, or in what one method made of both.
public struct DetectionRow: Sendable {
  /// "visible", "infrared", or the method.
  public let name: String
  /// What was found, matched with the labels: by each of the detectors that were trained on such
  /// images, in the order of their seeds, or by the one that was not.
  public let runs: [DetectionMatches]
  /// The averages over all images: the means over ``runs``.
  public let averagePrecision: AveragePrecision

  /// A row of what one detector found.
  public init(name: String, matches: DetectionMatches) {
    self.init(name: name, runs: [matches])
  }

  /// A row of what several detectors found.
  /// - Precondition: There is at least one; all were matched with the same labels.
  public init(name: String, runs: [DetectionMatches]) {
    precondition(!runs.isEmpty, "DetectionRow: \(name) has no runs")
    (self.name, self.runs) = (name, runs)
    averagePrecision = .mean(runs.map(\.averagePrecision))
  }

  /// What the first detector found.
  public var matches: DetectionMatches { runs[0] }

  /// The standard deviations over ``runs``, of n - 1; nil of one run.
  public var deviation: AveragePrecision? { .deviation(runs.map(\.averagePrecision)) }

  /// The averages of precision of as many images drawn with replacement, again and again, and of as
  /// many runs. Of two rows the same seed draws the same images and the same runs each time.
  ///
  /// - Parameters:
  ///   - count: How often, 1 or more.
  ///   - seed: What is drawn.
  /// - Returns: The averages, in the order drawn.
  func resampled(count: Int, seed: UInt64 = 1) -> [AveragePrecision] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      let counts = matches.drawnCounts(using: &random)
      let drawn =
        runs.count == 1 ? runs : runs.map { _ in runs[random.index(below: runs.count)] }
      return .mean(drawn.map { $0.averagePrecision(counts: counts) })
    }
  }
}
