// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging

/// The image files of a folder, or of a tree of folders, in natural order of their names.
struct ImageNames {
  /// The images.
  let images: [NamedImage]
  /// A line for each folder that holds images of kinds that are not read.
  let leftOut: [String]

  /// Lists a folder. Hidden files and files that are no images are passed over.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - isRecursive: Whether the folders inside it are entered, each once.
  ///   - excluded: Folders that are not entered.
  /// - Throws: ``DatasetError`` with `unreadableFolder`, `noImages` or `invalidNames`.
  init(
    path: String, isRecursive: Bool = false, excluding excluded: [String] = []
  ) throws(DatasetError) {
    let branches = try Self.branches(of: path, isRecursive: isRecursive, excluded)
    images = branches.flatMap(\.images).sorted(by: NamedImage.precedes)
    leftOut = branches.compactMap(\.leftOut)
    guard images.isEmpty else { return }
    let files = branches.flatMap(\.listing.files)
    let foreign = ForeignImages(among: files)
    let found = foreign.count > 0 ? " (\(foreign.summary))" : ""
    let folders = isRecursive ? 0 : branches[0].listing.folders.count
    let inside = folders == 0 ? "" : " beside \(folders == 1 ? "1 folder" : "\(folders) folders")"
    throw DatasetError(
      .noImages, path: path,
      "no image among \(files.count) files\(found)\(inside), png, jpg, tif, webp, bmp, pgm, ppm or npy wanted"
    )
  }

  /// The folder and, where they are wanted, all inside it, in natural order.
  private static func branches(
    of path: String, isRecursive: Bool, _ excluded: [String]
  ) throws(DatasetError) -> [Branch] {
    var branches = [try Branch(path: path, prefix: "")]
    var places = Set(excluded.map(resolved)).union([resolved(path)])
    var next = 0
    while isRecursive, next < branches.count {
      let branch = branches[next]
      next += 1
      for name in branch.listing.folders.sorted(by: precedesNaturally) {
        let inside = FolderListing.join(branch.path, name)
        // Links can lead back to where they come from.
        guard places.insert(resolved(inside)).inserted else { continue }
        branches.append(try Branch(path: inside, prefix: branch.prefix + name + "/"))
      }
    }
    return branches
  }
}

/// A folder of a tree.
private struct Branch {
  let path: String
  /// The way to it from the root, with a slash at its end; empty for the root.
  let prefix: String
  let listing: FolderListing

  init(path: String, prefix: String) throws(DatasetError) {
    (self.path, self.prefix) = (path, prefix)
    listing = try FolderListing(path: path)
    let invalid = listing.invalidNames.filter(StoredFormat.isName).sorted()
    guard !invalid.isEmpty else { return }
    let count =
      invalid.count == 1 ? "1 name of an image is" : "\(invalid.count) names of images are"
    throw DatasetError(
      .invalidNames, path: path,
      "\(count) not valid UTF-8 (\(invalid.firstFew)), names in UTF-8 are wanted")
  }

  var images: [NamedImage] {
    listing.files.filter(StoredFormat.isName).map { file in
      NamedImage(
        name: prefix + stem(file), fileName: prefix + file, path: FolderListing.join(path, file))
    }
  }

  /// One line about images of kinds that are not read; nil where there are none.
  var leftOut: String? {
    let foreign = ForeignImages(among: listing.files)
    guard foreign.count > 0 else { return nil }
    let files = foreign.count == 1 ? "1 file that is" : "\(foreign.count) files that are"
    return "\(path): left out \(files) no supported image (\(foreign.summary))"
  }
}
