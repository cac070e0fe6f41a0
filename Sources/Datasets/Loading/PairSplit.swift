// SPDX-License-Identifier: Apache-2.0

/// The pairs of one data folder, divided into those to train on and those to judge by.
///
/// Neighboring pictures are often frames of one film, hence nearly equal, so whole runs of
/// neighbors are put aside together: only the ends of a run have a neighbor in training. Folders
/// are to be divided one by one, so that each has its part in both.
public struct PairSplit: Sendable, Equatable {
  /// Pairs to train on, in their order; never empty where there are pairs.
  public let training: [ImagePair]
  /// Pairs to judge by, in their order; empty for a single pair or a share of 0.
  public let validation: [ImagePair]

  /// Neighbors that stay together, at most.
  private static let longestRun = 10

  /// Divides pairs; equal arguments give equal parts.
  ///
  /// The pairs are cut into runs of ten, or shorter ones where the share of a small folder is less.
  /// A share of the runs, chosen by the seed and rounded to at least one, goes to validation.
  /// - Parameters:
  ///   - pairs: One folder's pairs in natural order, as ``PairList`` has them.
  ///   - validationShare: Of the pairs, 0..<1.
  ///   - seed: Chooses the runs.
  public init(_ pairs: [ImagePair], validationShare: Double = 0.1, seed: UInt64) {
    precondition(
      (0..<1).contains(validationShare), "PairSplit: a validation share of \(validationShare)")
    let wanted = Int((Double(pairs.count) * validationShare).rounded())
    let length = max(min(wanted, Self.longestRun, pairs.count / 2), 1)
    let runs = stride(from: 0, to: pairs.count, by: length).map {
      $0..<min($0 + length, pairs.count)
    }
    var generator = SplitMix64(seed: seed)
    let count = Self.runsToValidate(of: runs.count, share: validationShare)
    let chosen = Set(runs.shuffled(using: &generator).prefix(count))
    validation = runs.filter(chosen.contains).flatMap { pairs[$0] }
    training = runs.filter { !chosen.contains($0) }.flatMap { pairs[$0] }
  }

  /// At least one where a share is wanted, and never all.
  private static func runsToValidate(of count: Int, share: Double) -> Int {
    guard share > 0, count > 1 else { return 0 }
    return min(max(Int((Double(count) * share).rounded()), 1), count - 1)
  }
}
