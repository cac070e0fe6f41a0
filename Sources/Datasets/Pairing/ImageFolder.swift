// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging

/// The image files of one folder, found by their extensions; folders inside it are not entered.
package struct ImageFolder {
  /// The path of each image by its file name without the extension.
  package let pathsByStem: [String: String]
  /// One line about images of kinds that are not read; nil where there are none.
  package let leftOut: String?

  /// How many names an error shows.
  private static let shownCount = 5

  /// Lists a folder. Hidden files and files that are no images are passed over.
  /// - Throws: ``DatasetError`` with `unreadableFolder`, `noImages`, `invalidNames` or
  ///   `duplicateStem`.
  package init(path: String) throws(DatasetError) {
    let listing = try FolderListing(path: path)
    try Self.requireValid(listing.invalidNames.filter(isImage), path: path)
    let foreign = ForeignImages(among: listing.files)
    let names = listing.files.filter(isImage)
    guard !names.isEmpty else {
      let found = foreign.count > 0 ? " (\(foreign.summary))" : ""
      throw DatasetError(
        .noImages, path: path,
        "no image among \(listing.files.count) files\(found), png, jpg, tif or webp wanted")
    }
    let namesByStem = Dictionary(grouping: names) { stem($0) }
    try Self.requireSingle(namesByStem.values.filter { $0.count > 1 }, path: path)
    pathsByStem = namesByStem.mapValues { FolderListing.join(path, $0[0]) }
    leftOut = foreign.count > 0 ? Self.line(about: foreign, path: path) : nil
  }

  /// The paths of all images but those of the given stems, in natural order.
  package func paths(without stems: some Sequence<String>) -> [String] {
    let left = Set(stems)
    return pathsByStem.filter { !left.contains($0.key) }
      .sorted { precedesNaturally($0.key, $1.key) }.map(\.value)
  }

  private static func line(about foreign: ForeignImages, path: String) -> String {
    let files = foreign.count == 1 ? "1 file that is" : "\(foreign.count) files that are"
    return "\(path): left out \(files) no supported image (\(foreign.summary))"
  }

  /// Throws where several images are of one stem: which of them is meant would be a guess.
  private static func requireSingle(_ groups: [[String]], path: String) throws(DatasetError) {
    let twins = groups.map { $0.sorted() }.sorted { precedesNaturally($0[0], $1[0]) }
      .map { $0.joined(separator: " and ") }
    guard let first = twins.first else { return }
    throw DatasetError(
      .duplicateStem, path: path,
      twins.count == 1
        ? "\(first) are one stem, a single image of it is wanted"
        : "\(twins.count) stems have several images (\(listed(twins))), a single image of each is"
          + " wanted")
  }

  private static func requireValid(_ names: [String], path: String) throws(DatasetError) {
    guard !names.isEmpty else { return }
    let count = names.count == 1 ? "1 name of an image is" : "\(names.count) names of images are"
    throw DatasetError(
      .invalidNames, path: path,
      "\(count) not valid UTF-8 (\(listed(names.sorted()))), names in UTF-8 are wanted")
  }

  /// The first few, and how many more there are.
  private static func listed(_ names: [String]) -> String {
    let more = names.count > shownCount ? ", and \(names.count - shownCount) more" : ""
    return names.prefix(shownCount).joined(separator: ", ") + more
  }
}

/// Whether a name has the extension of a kind that is read.
private func isImage(_ name: String) -> Bool {
  StoredFormat.isName(name)
}
