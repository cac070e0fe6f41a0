// SPDX-License-Identifier: Apache-2.0

private import Foundation
package import Testing

/// Where the real data sets lie on this machine, for tests that want real images.
///
///     @Test(.enabled(if: DataFolderLocation.path != nil, DataFolderLocation.advice))
package enum DataFolderLocation {
  /// `DAEFUSE_DATA`, else `../shared/data` beside the package; nil where that is no folder.
  package static let path: String? = {
    let named = ProcessInfo.processInfo.environment["DAEFUSE_DATA"]
    let path = named ?? Repository.path("../shared/data")
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return exists && isFolder.boolValue ? path : nil
  }()

  /// What to say where there is none.
  package static let advice: Comment = "no data sets here; DAEFUSE_DATA names their folder"
}
