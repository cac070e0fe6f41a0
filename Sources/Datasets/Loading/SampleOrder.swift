// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Which pairs the samples of a run are cut from.
///
/// Samples are numbered from the first of the run. Sample s belongs to epoch s / `pairCount`; each
/// epoch goes through all pairs once, in an order that the seed and the epoch decide.
final class SampleOrder: Sendable {
  private let pairCount: Int
  private let seed: UInt64
  private let latest = Mutex<[Int: [Int]]>([:])

  /// - Precondition: There is at least one pair.
  init(pairCount: Int, seed: UInt64) {
    precondition(pairCount > 0, "SampleOrder: no pairs")
    self.pairCount = pairCount
    self.seed = seed
  }

  /// Every pair in the order in which it is to be tried for a sample: the sample's own first, then
  /// those that follow it in its epoch, and around.
  func pairs(forSample sample: Int) -> some Sequence<Int> {
    let order = order(ofEpoch: sample / pairCount)
    let position = sample % pairCount
    return (position..<position + pairCount).lazy.map { order[$0 % order.count] }
  }

  /// The pairs of an epoch in their order; neighboring epochs are kept, a batch may hold both.
  private func order(ofEpoch epoch: Int) -> [Int] {
    latest.withLock { latest in
      if let known = latest[epoch] { return known }
      var generator = SplitMix64(seed: seed, 0, epoch)
      let order = (0..<pairCount).shuffled(using: &generator)
      latest = latest.filter { abs($0.key - epoch) == 1 }
      latest[epoch] = order
      return order
    }
  }
}
