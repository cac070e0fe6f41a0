// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation
import TestBasics
import Testing

@Suite("files: appending", .tags(.unit))
struct AppendedFileTests {
  @Test("what is appended is there at once, behind the bytes that are kept")
  func appends() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/f"
      let file = try AppendedFile(path: path)
      try file.append("abc".utf8)
      #expect(try readFile(path, atMost: 10) == Array("abc".utf8))
      try AppendedFile(path: path, keeping: 2).append("d".utf8)
      try file.append("e".utf8)
      try file.synchronize()
      #expect(try readFile(path, atMost: 10) == Array("abde".utf8))
    }
  }

  @Test("a full disk is told")
  func full() throws {
    let error = #expect(throws: FileError.self) { try AppendedFile(path: "/dev/full").append([1]) }
    #expect(error?.code == .unwritable)
    #expect(error?.description == "/dev/full: cannot be written: No space left on device")
  }

  @Test("a folder, and a pipe that nobody reads, are told", .timeLimit(.minutes(1)))
  func unusable() throws {
    try withTemporaryFolder { folder in
      try makeKinds(in: folder)
      for name in ["folder", "pipe", "none/f"] {
        let error = #expect(throws: FileError.self) { try AppendedFile(path: "\(folder)/\(name)") }
        #expect(error?.code == .unwritable && error?.path == "\(folder)/\(name)")
        #expect(error?.message.hasPrefix("cannot be opened: ") == true)
      }
    }
  }
}
