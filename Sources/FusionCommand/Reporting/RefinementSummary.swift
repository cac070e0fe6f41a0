// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fusion

/// Tells what became of images that were to be refined: a line for each of a few, one for all of
/// many.
struct RefinementSummary {
  /// As many images have lines of their own.
  private static let fewest = 4

  private var refinements: [ImageRefinement] = []

  /// Takes in one more; nil: nothing was wanted.
  mutating func add(_ refinement: ImageRefinement?) {
    refinements += [refinement].compactMap(\.self)
  }

  /// What to print.
  var lines: [String] {
    guard refinements.count > Self.fewest else { return refinements.map(\.description) }
    let all = refinements.map(\.refinement)
    let applied = all.filter(\.isApplied)
    let left = all.count - applied.count
    let agreement = String(
      format: "gradients agree to %.3f instead of %.3f in the mean of all",
      mean(all.map { $0.isApplied ? $0.agreementAfter : $0.agreementBefore }),
      mean(all.map(\.agreementBefore)))
    guard !applied.isEmpty else { return ["none of \(all.count) images refined: \(agreement)"] }
    let medians = applied.map(\.median).sorted()
    return [
      "\(applied.count) of \(all.count) images refined, "
        + (left > 0 ? "\(left) left as they were: " : "")
        + String(
          format: "moved by %.1f pixels in the median, %.1f at most; ",
          medians[medians.count / 2], applied.map(\.largest).max() ?? 0) + agreement
    ]
  }

  private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(values.count, 1))
  }
}
