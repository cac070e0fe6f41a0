// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Whether there is a folder at `path`; a link to a folder counts as one.
package func isFolder(_ path: String) -> Bool {
  var isFolder: ObjCBool = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
}

/// The path without links, "." and "..", by which places are told apart.
package func resolved(_ path: String) -> String {
  URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
}

/// A file's name without its extension, by which images are paired.
package func stem(_ path: String) -> String {
  ((path as NSString).lastPathComponent as NSString).deletingPathExtension
}
