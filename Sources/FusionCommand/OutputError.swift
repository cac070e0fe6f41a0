// SPDX-License-Identifier: Apache-2.0

/// An output that cannot be written.
struct OutputError: Error, CustomStringConvertible {
  let path: String
  let message: String

  var description: String { "\(path): \(message)" }
}
