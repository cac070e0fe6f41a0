// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging
import Synchronization

/// Keeps what follows from the rig and from the masks of the last pair, for the next one to take if
/// its are the same: those of a film mostly are.
///
/// Some 20 bytes for each pixel, and 30 for each that a mask covers or lies beside.
package final class FrameMemory: Sendable {
  /// What was made last, and of what.
  private typealias Last<Key, Value> = Mutex<(key: Key, value: Value)?>

  private let warp = Last<Rig, Warp>(nil)
  private let mask = Last<Plane, ValidityMask>(nil)
  private let plan = Last<[ValidityMask?], MaskPlan>(nil)

  /// Keeps nothing yet.
  package init() {}

  /// Lays second images of a rig on first ones.
  func warp(_ rig: Rig) -> Warp { Self.value(warp, rig) { Warp(rig) } }

  /// The pixels of second images that are transparent.
  func mask(_ alpha: Plane) -> ValidityMask {
    Self.value(mask, alpha) { ValidityMask(alpha: alpha) }
  }

  /// What follows from the masks of a pair.
  func plan(_ first: ValidityMask?, _ second: ValidityMask?) -> MaskPlan {
    Self.value(plan, [first, second]) { MaskPlan(first, second) }
  }

  private static func value<Key: Equatable & Sendable, Value: Sendable>(
    _ last: borrowing Last<Key, Value>, _ key: Key, _ make: () -> Value
  ) -> Value {
    if let last = last.withLock({ $0 }), last.key == key { return last.value }
    let made = make()
    last.withLock { $0 = (key, made) }
    return made
  }
}
