// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// A value that stands for pixels that were not seen, and in which images it does.
struct NoData {
  let value: Double
  let isOfFirst: Bool
  let isOfSecond: Bool

  /// `-9999`, `first:0` or `second:-9999`.
  init(_ text: String) throws {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let image = parts.count == 2 ? parts[0] : ""
    guard ["", "first", "second"].contains(image), parts.count == 1 || !image.isEmpty,
      let value = parts.last.flatMap({ Double($0) }), value.isFinite
    else {
      throw ValidationError("\(text) is not a value; -9999, first:0 or second:-9999 is wanted")
    }
    self.value = value
    (isOfFirst, isOfSecond) = (image != "second", image != "first")
  }
}
