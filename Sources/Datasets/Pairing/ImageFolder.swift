// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging

/// The image files of one folder, found by their extensions; folders inside it are not entered.
package struct ImageFolder {
  /// The path of each image by its file name without the extension.
  package let pathsByStem: [String: String]

  /// Lists a folder. Hidden files and files that are no images are passed over.
  /// - Throws: ``DatasetError`` with `unreadableFolder`, `noImages` or `duplicateStem`.
  package init(path: String) throws(DatasetError) {
    let names = try Self.imageNames(path: path)
    let namesByStem = Dictionary(grouping: names) { stem($0) }
    let twins = namesByStem.values.filter { $0.count > 1 }.map { $0.sorted() }
    if let twin = twins.min(by: { $0[0] < $1[0] }) {
      throw DatasetError(
        .duplicateStem, path: path,
        "\(twin.joined(separator: " and ")) are one stem, a single image of it is wanted")
    }
    pathsByStem = namesByStem.mapValues { FolderListing.join(path, $0[0]) }
  }

  /// The paths of all images but those of the given stems, in natural order.
  package func paths(without stems: some Sequence<String>) -> [String] {
    let left = Set(stems)
    return pathsByStem.filter { !left.contains($0.key) }
      .sorted { precedesNaturally($0.key, $1.key) }.map(\.value)
  }

  private static func imageNames(path: String) throws(DatasetError) -> [String] {
    let files = try FolderListing(path: path).files
    let images = files.filter {
      ImageFormat(pathExtension: ($0 as NSString).pathExtension) != nil
    }
    guard !images.isEmpty else {
      throw DatasetError(
        .noImages, path: path, "no image among \(files.count) files, png, jpg, tif or webp wanted")
    }
    return images
  }
}
