// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Keeps what follows from the masks of the last pair, for the next one to take if its masks are
/// the same: those of a film mostly are.
///
/// Some 30 bytes for each pixel that a mask covers or lies beside.
package final class MaskMemory: Sendable {
  private struct Kept {
    let first: ValidityMask?
    let second: ValidityMask?
    let plan: MaskPlan
  }

  private let kept = Mutex<Kept?>(nil)

  /// Keeps nothing yet.
  package init() {}

  /// What follows from the masks of a pair.
  func plan(_ first: ValidityMask?, _ second: ValidityMask?) -> MaskPlan {
    if let kept = kept.withLock(\.self), kept.first == first, kept.second == second {
      return kept.plan
    }
    let plan = MaskPlan(first, second)
    kept.withLock { $0 = Kept(first: first, second: second, plan: plan) }
    return plan
  }
}
