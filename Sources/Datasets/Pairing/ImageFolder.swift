// SPDX-License-Identifier: Apache-2.0

/// The image files of one folder or tree, each of a name of its own.
package struct ImageFolder {
  /// The path of each image by its name without the extension; in a tree by the way to it, such as
  /// "V000/07".
  package let pathsByStem: [String: String]
  /// A line for each folder that holds images of kinds that are not read.
  package let leftOut: [String]

  /// Lists a folder. Hidden files and files that are no images are passed over.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - isRecursive: Whether the folders inside it are entered.
  ///   - excluded: Folders that are not entered.
  /// - Throws: ``DatasetError`` with `unreadableFolder`, `noImages`, `invalidNames` or
  ///   `duplicateStem`.
  package init(
    path: String, isRecursive: Bool = false, excluding excluded: [String] = []
  ) throws(DatasetError) {
    let names = try ImageNames(path: path, isRecursive: isRecursive, excluding: excluded)
    try names.requireSingle(path: path)
    pathsByStem = Dictionary(uniqueKeysWithValues: names.images.map { ($0.name, $0.path) })
    leftOut = names.leftOut
  }

  /// The paths of all images but those of the given stems, in natural order.
  package func paths(without stems: some Sequence<String>) -> [String] {
    let left = Set(stems)
    return pathsByStem.filter { !left.contains($0.key) }
      .sorted { precedesNaturally($0.key, $1.key) }.map(\.value)
  }
}

extension ImageNames {
  /// Throws where several images are of one stem: which of them is meant would be a guess.
  func requireSingle(path: String) throws(DatasetError) {
    let groups = Dictionary(grouping: images, by: \.name).values.filter { $0.count > 1 }
    let twins = groups.map { $0.map(\.fileName).sorted() }
      .sorted { precedesNaturally($0[0], $1[0]) }.map { names in
        // Letters with marks can be written in two ways, which look the same.
        let isOneName = Set(names).count < names.count
        return names.joined(separator: " and ") + (isOneName ? " (in two forms of Unicode)" : "")
      }
    guard let first = twins.first else { return }
    throw DatasetError(
      .duplicateStem, path: path,
      twins.count == 1
        ? "\(first) are one stem, a single image of it is wanted"
        : "\(twins.count) stems have several images (\(twins.firstFew)), a single image of each is"
          + " wanted")
  }
}
