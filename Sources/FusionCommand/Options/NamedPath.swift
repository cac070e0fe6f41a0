// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// A name for something at a path, such as a method's for its fused images.
struct NamedPath {
  let name: String
  let path: String

  init(name: String, path: String) { (self.name, self.path) = (name, path) }

  /// Reads `NAME=FOLDER`.
  init(_ text: String) throws {
    try self.init(text, like: "NAME=FOLDER, such as cddfuse=results/cddfuse")
  }

  /// Reads `NAME=PATH`; `form` says in a message what is wanted.
  init(_ text: String, like form: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else { throw ValidationError("\(text) is not \(form)") }
    self.init(name: String(parts[0]), path: String(parts[1]))
  }
}
