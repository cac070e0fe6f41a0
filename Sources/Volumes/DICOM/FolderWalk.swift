// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The files below a folder, however deep; links are followed, each folder once.
struct FolderWalk {
  /// Most files and folders that are looked at.
  static let mostEntries = 100_000

  /// Paths of the regular files, in order of their names.
  private(set) var files: [String] = []
  /// How many entries are neither files nor folders, or lead nowhere.
  private(set) var otherCount = 0
  private var seen: Set<[UInt64]> = []
  private var entryCount = 0

  /// - Throws: ``VolumesError``: `unreadable` for a folder that cannot be opened or a name that is
  ///   not UTF-8, `tooLarge`.
  init(_ folder: String) throws(VolumesError) {
    var status = stat()
    if stat(folder, &status) == 0 { _ = isNew(status) }
    try visit(folder)
  }

  /// Whether a folder was not met before.
  private mutating func isNew(_ status: stat) -> Bool {
    seen.insert([UInt64(status.st_dev), UInt64(status.st_ino)]).inserted
  }

  private mutating func visit(_ folder: String) throws(VolumesError) {
    for name in try Self.names(folder) {
      entryCount += 1
      guard entryCount <= Self.mostEntries else {
        throw VolumesError(.tooLarge, path: folder, "more than \(Self.mostEntries) files")
      }
      let path = "\(folder)/\(name)"
      var status = stat()
      switch stat(path, &status) == 0 ? status.st_mode & S_IFMT : 0 {
      case S_IFREG: files.append(path)
      case S_IFDIR:
        if isNew(status) { try visit(path) }
      default: otherCount += 1
      }
    }
  }

  private static func names(_ folder: String) throws(VolumesError) -> [String] {
    guard let stream = opendir(folder) else {
      throw VolumesError(
        .unreadable, path: folder,
        "the folder cannot be opened: \(String(cString: strerror(errno)))")
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      guard let name = String(validating: bytes, as: UTF8.self) else {
        throw VolumesError(
          .unreadable, path: folder,
          "the name \"\(String(decoding: bytes, as: UTF8.self))\" in it is not valid UTF-8; a name in "
            + "UTF-8 is wanted")
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
