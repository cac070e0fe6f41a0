// SPDX-License-Identifier: Apache-2.0

import Files

extension Decoder {
  /// Throws ``RigUnknown`` where an object says something that is not known.
  func refuseUnknownNames(besides known: [String], of what: String) throws {
    if let unknown = try unknownName(besides: known) {
      throw RigUnknown(name: unknown, what: what, known: known)
    }
  }
}

/// A file that says something that is not known.
struct RigUnknown: Error {
  let name: String
  /// What it says it of.
  let what: String
  let known: [String]
}
