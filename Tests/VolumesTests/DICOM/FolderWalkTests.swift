// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestBasics
import Testing

@testable import Volumes

@Suite("Folders of scans", .tags(.unit)) struct FolderWalkTests {
  @Test(
    "files are found however deep and through links, each once; pipes and dead links are counted")
  func links() throws {
    try withTemporaryFolder { root in
      let files = FileManager.default
      try files.createDirectory(atPath: "\(root)/a/deep", withIntermediateDirectories: true)
      for name in ["a/2", "a/deep/1", "a/10"] {
        try Data(name.utf8).write(to: URL(filePath: "\(root)/\(name)"))
      }
      try files.createSymbolicLink(atPath: "\(root)/link", withDestinationPath: "\(root)/a")
      try files.createSymbolicLink(atPath: "\(root)/a/deep/up", withDestinationPath: "\(root)/a")
      try files.createSymbolicLink(atPath: "\(root)/a/dead", withDestinationPath: "\(root)/none")
      #expect(mkfifo("\(root)/a/pipe", 0o600) == 0)
      let walk = try FolderWalk("\(root)/link")
      let names = walk.files.map { $0.replacingOccurrences(of: root, with: "") }
      #expect(names == ["/link/10", "/link/2", "/link/deep/1"] && walk.otherCount == 2)
    }
  }

  @Test("a name that is not UTF-8 is an error, and so is what is no folder")
  func names() throws {
    try withTemporaryFolder { root in
      let bytes = Array(root.utf8CString.dropLast()) + [0x2f, 0x4d, -4, 0]  // "/M\xfc"
      let descriptor = open(bytes, O_CREAT | O_WRONLY, 0o600)
      #expect(descriptor >= 0)
      close(descriptor)
      let error = #expect(throws: VolumesError.self) { try FolderWalk(root) }
      #expect(error?.code == .unreadable && error?.path == root)
      #expect(error?.message.contains("is not valid UTF-8") == true)
      let none = #expect(throws: VolumesError.self) { try FolderWalk("\(root)/none") }
      #expect(none?.message == "the folder cannot be opened: No such file or directory")
    }
  }
}
