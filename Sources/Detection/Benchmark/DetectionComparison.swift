// SPDX-License-Identifier: Apache-2.0

import Evaluation

/// How a row of a table differs from the one that all are compared with.
public struct DetectionComparison: Sendable, Equatable {
  /// The row's name.
  public let name: String
  /// One for each ``DetectionMean``.
  public internal(set) var differences: [DetectionDifference]

  /// Whether any difference is significant.
  public var isSignificant: Bool { differences.contains(where: \.isSignificant) }

  /// Compares each row but the reference with it, drawing images `draws` times. The p-values of
  /// all of them are corrected together.
  static func all(
    of rows: [DetectionRow], against reference: DetectionRow, draws: Int
  ) -> [DetectionComparison] {
    let others = rows.filter { $0.name != reference.name }
    let drawn = others.isEmpty ? [] : reference.resampled(count: draws)
    let comparisons = others.map { row in
      let mine = row.resampled(count: draws)
      let differences = DetectionMean.allCases.compactMap { mean in
        DetectionDifference(
          mean, (row.averagePrecision, reference.averagePrecision), draws: zip(mine, drawn))
      }
      return DetectionComparison(name: row.name, differences: differences)
    }
    return corrected(comparisons)
  }

  private static func corrected(_ comparisons: [DetectionComparison]) -> [DetectionComparison] {
    var pValues = holmCorrected(comparisons.flatMap { $0.differences.map(\.pValue) })[...]
    return comparisons.map { comparison in
      var comparison = comparison
      for index in comparison.differences.indices {
        comparison.differences[index].correctedPValue = pValues.removeFirst()
      }
      return comparison
    }
  }
}
