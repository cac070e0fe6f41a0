// SPDX-License-Identifier: Apache-2.0

import Datasets
import Fusion
import Imaging

extension RegisteredPair {
  /// What is odd about the files, and what was taken of them, a line each.
  var notes: [String] {
    [("first", first), ("second", second)].flatMap { name, image in
      (image.notes.warnings + image.notes.remarks).map { "\(name): \($0)" }
    }
  }
}

extension PreparedPair {
  /// The ranges that were found, and what is odd, a line each.
  var notes: [String] {
    var notes = unseen.map {
      ["\($0 == .first ? "first" : "second"): no pixel is valid; the other image is taken"]
    }
    for (name, range, oddities) in [
      ("first", firstRange, firstOddities), ("second", secondRange, secondOddities),
    ] {
      let found = range.flatMap { ImageRange(found: $0, path: name) }.map { ["\($0)"] } ?? []
      notes = (notes ?? []) + found + oddities.map { "\(name): \($0)" }
    }
    return notes ?? []
  }
}
