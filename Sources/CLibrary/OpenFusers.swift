// SPDX-License-Identifier: Apache-2.0

import FusionModel
import Synchronization

/// The fusers that callers hold.
///
/// What a caller is given looks like a pointer and is a number that is used once, so that a fuser
/// which is closed, or never was, is found out.
final class OpenFusers: Sendable {
  /// All of the process.
  static let shared = OpenFusers()

  private struct Table {
    var fusers: [UInt: Fuser] = [:]
    var last: UInt = 0
  }

  private let table = Mutex(Table())

  /// Keeps a fuser until ``remove(_:)``, and returns what stands for it.
  func add(_ fuser: Fuser) -> OpaquePointer? {
    OpaquePointer(
      bitPattern: table.withLock { table in
        table.last += 1
        table.fusers[table.last] = fuser
        return table.last
      })
  }

  /// Forgets a fuser, if there is one; calls that are using it go on.
  func remove(_ handle: OpaquePointer?) {
    let number = UInt(bitPattern: handle)
    // The last reference goes outside of the lock, as freeing a network takes time.
    _ = table.withLock { $0.fusers.removeValue(forKey: number) }
  }

  /// The fuser that a handle stands for.
  subscript(handle: OpaquePointer?) -> Fuser {
    get throws {
      guard let handle else { throw CallError("the fuser is NULL; an open one is wanted") }
      let number = UInt(bitPattern: handle)
      guard let fuser = table.withLock({ $0.fusers[number] }) else {
        throw CallError("the fuser is closed, or none; an open one is wanted")
      }
      return fuser
    }
  }
}
