// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation
import TestBasics
import Testing

/// Folders: made with those above them, or refused with the system's reason.
@Suite("files: folders", .tags(.unit)) struct MakeFolderTests {
  @Test(
    "a folder is made with those above it, and may be there", arguments: ["a", "a/b/c", "a/b/"])
  func made(_ name: String) throws {
    try withTemporaryFolder { root in
      for _ in 1...2 {
        try makeFolder("\(root)/\(name)")
        var isFolder: ObjCBool = false
        #expect(FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isFolder))
        #expect(isFolder.boolValue)
      }
    }
  }

  @Test("why it cannot be made is said")
  func reasons() throws {
    try withTemporaryFolder { root in
      try writeFile("text", to: "\(root)/f")
      for (path, reason) in [
        ("\(root)/f", "File exists"), ("\(root)/f/sub/a", "Not a directory"), ("", "No such file"),
      ] {
        let error = #expect(throws: FileError.self) { try makeFolder(path) }
        #expect(error?.code == .unwritable && error?.path == path)
        #expect(error?.message.hasPrefix("the folder cannot be made: \(reason)") == true)
      }
    }
  }
}
