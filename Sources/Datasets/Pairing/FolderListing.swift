// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What lies in a folder, hidden entries left out.
struct FolderListing {
  /// Names of files.
  let files: [String]
  /// Names of folders; a link to a folder counts as one.
  let folders: [String]

  /// Lists a folder.
  /// - Throws: ``DatasetError`` with `unreadableFolder`.
  init(path: String) throws(DatasetError) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw DatasetError(
        .unreadableFolder, path: path, "not a folder that can be read: \(Self.reason(path))")
    }
    let shown = names.filter { !$0.hasPrefix(".") }
    let areFolders = shown.map { isFolder(Self.join(path, $0)) }
    files = zip(shown, areFolders).filter { !$1 }.map(\.0)
    folders = zip(shown, areFolders).filter { $1 }.map(\.0)
  }

  /// Why a folder cannot be listed, in the system's words.
  private static func reason(_ path: String) -> String {
    guard let folder = opendir(path) else { return String(cString: strerror(errno)) }
    closedir(folder)
    return "its entries cannot be listed"
  }

  /// The path of an entry of a folder.
  static func join(_ path: String, _ name: String) -> String {
    (path as NSString).appendingPathComponent(name)
  }
}
