// SPDX-License-Identifier: Apache-2.0

/// Which names belong together: two globs, whose stars stand for what both names have in common.
///
/// `*_vis=*_ir` pairs `street_01_vis.png` with `street_01_ir.tif`. The common part may differ in
/// the case of letters, in leading zeros of numbers and in separators. A glob with "/" is about the
/// whole way to a file in a tree, as `*/visible/*=*/lwir/*` is.
public struct NamePattern: Hashable, Sendable, CustomStringConvertible {
  let first: NameGlob
  let second: NameGlob

  init(_ first: NameGlob, _ second: NameGlob) { (self.first, self.second) = (first, second) }

  /// Parses a text such as `*_vis=*_ir`.
  /// - Throws: ``DatasetError`` with `pattern`.
  public init(_ text: String) throws(DatasetError) {
    let globs = text.split(separator: "=", omittingEmptySubsequences: false)
      .map { NameGlob(String($0)) }
    guard globs.count == 2, let first = globs[0], let second = globs[1] else {
      throw DatasetError(
        .pattern,
        "\(text) is no pattern; the first image's name, = and the second's are wanted, with a *"
          + " in each for what they have in common, such as *_vis=*_ir")
    }
    self.init(first, second)
  }

  /// As it is written.
  public var description: String { "\(first)=\(second)" }
}
