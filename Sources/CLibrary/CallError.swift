// SPDX-License-Identifier: Apache-2.0

/// An argument of a call that cannot be used.
struct CallError: Error, CustomStringConvertible {
  /// What was found and what was wanted, in one line.
  let description: String

  init(_ description: String) { self.description = description }
}
