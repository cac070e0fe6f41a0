// SPDX-License-Identifier: Apache-2.0

import Collectives

extension Collective {
  /// Makes sure that all ranks have rank 0's settings and data, by what tells a run from others: 16
  /// hexadecimal digits.
  ///
  /// - Throws: ``TrainingError`` with `checkpoint`, on every rank; it names those that differ.
  func confirmSameRun(_ identity: String) throws {
    // Whole numbers that a Double holds exactly.
    let halves = (UInt64(identity, radix: 16) ?? 0).quotientAndRemainder(dividingBy: 1 << 32)
    let own = [Double(halves.quotient), Double(halves.remainder)]
    let isOther = try own != fromFirst(own)
    let others = try sum((0..<size).map { $0 == rank && isOther ? 1 : 0 })
    let named = others.indices.filter { others[$0] > 0 }.map(String.init)
    guard named.isEmpty else {
      throw TrainingError.checkpoint(
        "rank \(named.joined(separator: ", ")) of \(size): other settings or other data than rank "
          + "0's; all ranks want the same command and the same files")
    }
  }

  /// Takes over where rank 0 is: the step to take next, and how many were skipped before it.
  func shareProgress(_ progress: inout TrainingProgress) throws {
    let first = try fromFirst([Double(progress.nextStep), Double(progress.skippedInARow)])
    guard rank > 0 else { return }
    progress.nextStep = Int(first[0])
    progress.skippedInARow = Int(first[1])
  }

  /// Whether the answer is yes on any rank.
  func isAny(_ answer: Bool) throws -> Bool { try sum([answer ? 1 : 0])[0] > 0 }

  /// Rank 0's numbers, on every rank.
  private func fromFirst(_ values: [Double]) throws -> [Double] {
    try sum(rank == 0 ? values : values.map { _ in 0 })
  }
}
