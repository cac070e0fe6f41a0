// SPDX-License-Identifier: Apache-2.0

/// An image file of a folder, by its name.
struct NamedImage: Hashable {
  /// The way to it from the folder, without the extension: "07", or "V000/07" in a tree.
  let name: String
  /// The name with the extension.
  let fileName: String
  /// Where it is.
  let path: String

  /// Whether an image comes before another as people count, by the names.
  static func precedes(_ a: Self, _ b: Self) -> Bool {
    a.name == b.name
      ? precedesNaturally(a.fileName, b.fileName) : precedesNaturally(a.name, b.name)
  }
}
