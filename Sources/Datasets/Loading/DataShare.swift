// SPDX-License-Identifier: Apache-2.0

/// One rank's part of every batch, where several processes train one network.
package struct DataShare: Sendable, Equatable {
  /// This process, from 0.
  package let rank: Int
  /// The number of processes.
  package let ranks: Int

  /// All of it: one process.
  package static let whole = Self(rank: 0, ranks: 1)

  /// - Precondition: `rank` is one of 0..<`ranks`.
  package init(rank: Int, ranks: Int) {
    precondition((0..<ranks).contains(rank), "rank \(rank) of \(ranks)")
    self.rank = rank
    self.ranks = ranks
  }
}
