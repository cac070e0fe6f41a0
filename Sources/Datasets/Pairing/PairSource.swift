// SPDX-License-Identifier: Apache-2.0

/// Where pairs of images come from: two folders, a data set's folder, a list.
///
/// Whatever fuses or scores takes the pairs of any source. ``PairLayout/all`` has those that a path
/// alone can name; these can be trained on, too.
public protocol PairSource: Sendable {
  /// Lists the pairs; no image is read.
  ///
  /// - Throws: ``DatasetError`` where there are none, or the source's own error.
  func list() throws -> PairList
}
