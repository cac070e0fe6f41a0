// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestBasics

/// Runs `body` with the path of a folder that holds empty files of the names given; a name that
/// ends in "/" makes a folder.
func withTree<R>(_ names: [String], _ body: (String) throws -> R) throws -> R {
  try withTemporaryFolder { root in
    for name in names {
      let url = URL(filePath: root).appending(path: name)
      let folder = name.hasSuffix("/") ? url : url.deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      if !name.hasSuffix("/") { try Data().write(to: url) }
    }
    return try body(root)
  }
}
