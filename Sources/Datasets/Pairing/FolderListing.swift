// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What lies in a folder, hidden entries left out.
struct FolderListing {
  /// Names of files.
  let files: [String]
  /// Names of folders; a link to a folder counts as one.
  let folders: [String]
  /// Names that are not valid UTF-8, with the replacement character for what is not: as a Swift
  /// string, and so a path, cannot hold them, nothing can be opened by them.
  let invalidNames: [String]

  /// Lists a folder.
  /// - Throws: ``DatasetError`` with `unreadableFolder`.
  init(path: String) throws(DatasetError) {
    guard let names = Self.names(in: path) else {
      throw DatasetError(
        .unreadableFolder, path: path,
        "not a folder that can be read: \(String(cString: strerror(errno)))")
    }
    let shown = names.filter { $0.first != UInt8(ascii: ".") }
    let valid = shown.compactMap { String(validating: $0, as: UTF8.self) }
    invalidNames = shown.filter { String(validating: $0, as: UTF8.self) == nil }
      .map { String(decoding: $0, as: UTF8.self) }
    let areFolders = valid.map { isFolder(Self.join(path, $0)) }
    files = zip(valid, areFolders).filter { !$1 }.map(\.0)
    folders = zip(valid, areFolders).filter { $1 }.map(\.0)
  }

  /// The entries' names as the file system has them, bytes of any kind; nil where the folder cannot
  /// be listed, and `errno` says why. Foundation's listing repairs names, so that they lead
  /// nowhere.
  private static func names(in path: String) -> [[UInt8]]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [[UInt8]] = []
    while let entry = readdir(folder) {
      withUnsafeBytes(of: &entry.pointee.d_name) { names.append([UInt8]($0.prefix { $0 != 0 })) }
    }
    return names
  }

  /// The path of an entry of a folder.
  static func join(_ path: String, _ name: String) -> String {
    (path as NSString).appendingPathComponent(name)
  }
}
