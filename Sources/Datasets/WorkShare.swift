// SPDX-License-Identifier: Apache-2.0

/// One process's part of work that several share.
public struct WorkShare: Sendable, Equatable {
  /// This process, from 0.
  public let rank: Int
  /// The number of processes.
  public let count: Int

  /// All of the work: one process.
  public static let whole = Self(rank: 0, count: 1)

  /// The part of one of several processes.
  /// - Precondition: `rank` is one of 0..<`count`.
  public init(rank: Int, count: Int) {
    precondition((0..<count).contains(rank), "WorkShare: rank \(rank) of \(count)")
    (self.rank, self.count) = (rank, count)
  }

  /// The elements that are this process's to do: of each `count` in a row, the one at its rank.
  public func of<Element>(_ elements: [Element]) -> [Element] {
    stride(from: rank, to: elements.count, by: count).map { elements[$0] }
  }
}
