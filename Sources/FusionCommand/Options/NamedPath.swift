// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// A method's name, and where its fused images lie.
struct NamedPath {
  let name: String
  let path: String

  init(name: String, path: String) { (self.name, self.path) = (name, path) }

  /// Reads `NAME=FOLDER`.
  init(_ text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else {
      throw ValidationError("\(text) is not NAME=FOLDER, such as cddfuse=results/cddfuse")
    }
    self.init(name: String(parts[0]), path: String(parts[1]))
  }
}
