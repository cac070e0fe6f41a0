// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The bytes of memory that all requests may take together.
final class MemoryBudget: Sendable {
  /// All of it.
  let total: Int
  private let used = Mutex(0)

  init(_ total: Int) { self.total = total }

  /// What is taken.
  var usedBytes: Int { used.withLock { $0 } }

  fileprivate func take(_ count: Int) -> Bool {
    used.withLock { used in
      guard count <= total - used else { return false }
      used += count
      return true
    }
  }

  fileprivate func give(_ count: Int) { used.withLock { $0 -= count } }
}

/// What one request takes of a budget; given back when this goes, or before.
final class MemoryShare: Sendable {
  private let budget: MemoryBudget
  private let held = Mutex(0)

  /// A share of nothing yet.
  init(of budget: MemoryBudget) { self.budget = budget }

  deinit { shrink(to: 0) }

  /// Takes more, up to so many bytes in all.
  ///
  /// - Throws: ``Problem/memoryFull`` where others have them.
  func grow(to count: Int) throws(Problem) {
    let isRoom = held.withLock { held in
      guard count > held else { return true }
      guard budget.take(count - held) else { return false }
      held = count
      return true
    }
    guard isRoom else { throw .memoryFull }
  }

  /// Gives back what is beyond so many bytes.
  func shrink(to count: Int) {
    held.withLock { held in
      guard count < held else { return }
      budget.give(held - count)
      held = count
    }
  }
}
