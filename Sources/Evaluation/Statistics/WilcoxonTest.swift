// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Wilcoxon's signed-rank test: are paired differences symmetric about zero?
///
/// Source: Wilcoxon, "Individual Comparisons by Ranking Methods", Biometrics Bulletin 1 (1945).
/// Differences of zero are left out, as he did. Up to 25 differences without ties the p-value is
/// exact; otherwise it is the normal approximation with corrections for ties and continuity.
public struct WilcoxonTest: Sendable, Equatable {
  /// The smaller of the rank sums of positive and negative differences.
  public let statistic: Double
  /// The chance, 0...1, of a statistic at most as large if neither side were better; two-sided, 1
  /// where no difference is left.
  public let pValue: Double
  /// How many differences are not zero.
  public let count: Int
  /// Whether the p-value counts all signs instead of approximating.
  public let isExact: Bool

  /// The most differences for which all signs are counted.
  public static let exactLimit = 25

  /// Tests differences, one a pair.
  public init(differences: [Double]) {
    let differences = differences.filter { $0 != 0 }
    let ranks = ranks(of: differences.map(abs))
    let positive = zip(differences, ranks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
    count = differences.count
    statistic = min(positive, Double(count * (count + 1) / 2) - positive)
    isExact = count <= Self.exactLimit && !hasTies(ranks)
    pValue =
      isExact
      ? exactProbability(statistic: Int(statistic), count: count)
      : approximateProbability(statistic: statistic, ranks: ranks)
  }
}

private func hasTies(_ ranks: [Double]) -> Bool { Set(ranks).count < ranks.count }

/// Twice the share of the 2^count sign patterns whose rank sum is at most `statistic`.
private func exactProbability(statistic: Int, count: Int) -> Double {
  // ways[s]: subsets of the ranks so far that sum to s.
  var ways = [Double](repeating: 0, count: count * (count + 1) / 2 + 1)
  ways[0] = 1
  for rank in stride(from: 1, through: count, by: 1) {
    for sum in stride(from: ways.count - 1, through: rank, by: -1) { ways[sum] += ways[sum - rank] }
  }
  let share = ways[0...statistic].reduce(0, +) / pow(2, Double(count))
  return min(1, 2 * share)
}

/// Twice the normal tail beyond the statistic, moved half a rank towards the mean.
private func approximateProbability(statistic: Double, ranks: [Double]) -> Double {
  let count = Double(ranks.count)
  let mean = count * (count + 1) / 4
  let ties = Dictionary(grouping: ranks) { $0 }.values.reduce(0.0) { sum, group in
    let size = Double(group.count)
    return sum + size * (size * size - 1)
  }
  let variance = (count * (count + 1) * (2 * count + 1) - ties / 2) / 24
  let distance = max(0, mean - statistic - 0.5)
  return erfc(distance / (2 * variance).squareRoot())
}
