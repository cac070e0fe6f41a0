// SPDX-License-Identifier: Apache-2.0

extension String {
  /// The UTF-8 bytes as a value that sorts as the format's own library sorts names: `String`'s own
  /// order is that of Unicode normalization.
  var unicodeBytes: UnicodeBytes { UnicodeBytes(text: self) }
}

/// A string that compares by its UTF-8 bytes.
struct UnicodeBytes: Comparable {
  let text: String

  static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  static func < (left: Self, right: Self) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
