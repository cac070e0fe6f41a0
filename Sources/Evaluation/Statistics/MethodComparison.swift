// SPDX-License-Identifier: Apache-2.0

/// How the first measured method of a table differs from another one.
public struct MethodComparison: Sendable, Equatable {
  /// The method that the first one is compared with.
  public let other: ScoreRow
  /// One comparison for each metric that both have.
  public internal(set) var metrics: [PairedComparison]
}
