// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation
import Synchronization
import TestBasics
import Testing

/// Writing: whole or not at all, and nothing left behind.
@Suite("files: writing", .tags(.unit))
struct WriteFileTests {
  private func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private func text(of path: String) throws -> String {
    String(decoding: try readFile(path, atMost: 1 << 20), as: UTF8.self)
  }

  @Test("a file is made, then replaced with its permissions kept")
  func replaced() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/f"
      try writeFile("one", to: path)
      #expect(try text(of: path) == "one")
      try #require(chmod(path, 0o640) == 0)
      try writeFile("two", to: path)
      #expect(try text(of: path) == "two")
      var status = stat()
      try #require(stat(path, &status) == 0)
      #expect(status.st_mode & 0o777 == 0o640)
      #expect(try names(in: folder) == ["f"])
    }
  }

  @Test("through a link the file that it leads to is replaced, and the link stays")
  func link() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        atPath: "\(folder)/far", withIntermediateDirectories: false)
      try writeFile("old", to: "\(folder)/far/target")
      try #require(symlink("far/target", "\(folder)/link") == 0)
      try writeFile("new", to: "\(folder)/link")
      #expect(try text(of: "\(folder)/far/target") == "new")
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link") == "far/target")
      #expect(try names(in: "\(folder)/far") == ["target"])
    }
  }

  @Test(
    "what is no regular file is never replaced", .timeLimit(.minutes(1)),
    arguments: [
      ("pipe", "cannot be written: a named pipe, not a file"),
      ("socket", "cannot be written: a socket, not a file"),
      ("folder", "cannot be written: a folder, not a file"),
      ("device", "cannot be written: a device, not a file"),
      ("dangling", "cannot be written: a link that leads nowhere"),
      ("none/f", "cannot be written: No such file or directory"),
      ("file/f", "cannot be written: Not a directory"),
    ])
  func kinds(name: String, message: String) throws {
    try withTemporaryFolder { folder in
      try makeKinds(in: folder)
      // One of the system's own would be lost where root runs the test and it fails.
      let hasDevice = mknod("\(folder)/device", S_IFCHR | 0o600, 1 << 8 | 3) == 0
      let before = try names(in: folder)
      let path = name == "device" && !hasDevice ? "/dev/full" : "\(folder)/\(name)"
      for replacing in [true, false] {
        let error = #expect(throws: FileError.self) {
          try writeFile("x", to: path, replacing: replacing)
        }
        #expect(error?.code == .unwritable && error?.path == path)
        #expect(error?.message == message)
      }
      #expect(try names(in: folder) == before)
    }
  }

  @Test(
    "a folder that is not to be written to is told",
    .enabled(if: geteuid() != 0, "root may write anywhere"))
  func closedFolder() throws {
    try withTemporaryFolder { folder in
      try #require(chmod(folder, 0o500) == 0)
      defer { chmod(folder, 0o700) }
      let error = #expect(throws: FileError.self) { try writeFile("x", to: "\(folder)/f") }
      #expect(error?.message == "cannot be written: Permission denied")
    }
  }

  /// The kernel's own folder takes no file from anyone, root included.
  @Test("a folder that takes no files is told", .enabled(if: access("/proc/self", F_OK) == 0))
  func kernelFolder() throws {
    let error = #expect(throws: FileError.self) { try writeFile("x", to: "/proc/self/f") }
    #expect(error?.code == .unwritable)
    #expect(error?.message == "cannot be written: No such file or directory")
  }

  @Test("without replacing, a file that is there stays as it is")
  func exists() throws {
    try withTemporaryFolder { folder in
      try writeFile("one", to: "\(folder)/f", replacing: false)
      let error = #expect(throws: FileError.self) {
        try writeFile("two", to: "\(folder)/f", replacing: false)
      }
      #expect(error?.code == .exists)
      #expect(error?.message == "cannot be written: there is a file already")
      #expect(try text(of: "\(folder)/f") == "one" && names(in: folder) == ["f"])
    }
  }

  /// Each has looked before any has written, so that looking alone would let all of them pass.
  @Test("of many writers of one new name that do not replace, one wins")
  func race() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/f"
      let files = try (0..<8).map { number in
        let file = try AtomicFile(path: path, replacing: false)
        try file.append(Array("\(number)".utf8))
        return file
      }
      try files[3].moveIntoPlace()
      for index in [0, 1, 2, 4, 5, 6, 7] {
        let error = #expect(throws: FileError.self) { try files[index].moveIntoPlace() }
        #expect(error?.code == .exists && error?.path == path)
      }
      #expect(try text(of: path) == "3")
    }
  }

  @Test("a file that is begun and given up leaves nothing")
  func givenUp() throws {
    try withTemporaryFolder { folder in
      do {
        let file = try AtomicFile(path: "\(folder)/f")
        try file.append([1, 2, 3])
        let names = try names(in: folder)
        #expect(names.count == 1 && names[0].hasPrefix(AtomicFile.temporaryPrefix))
      }
      #expect(try names(in: folder).isEmpty)
    }
  }

  /// A limit on the size of files stands in for a full disk: both fail in the middle of writing. It
  /// holds for a whole process, so the test has one of its own.
  @Test("writing that fails halfway leaves the old file and nothing else")
  func halfway() async {
    await #expect(processExitsWith: .success) {
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 1000, rlim_max: 1000)
      #if canImport(Glibc)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      #else
        setrlimit(RLIMIT_FSIZE, &limit)
      #endif
      try withTemporaryFolder { folder in
        try writeFile("old", to: "\(folder)/f")
        let error = #expect(throws: FileError.self) {
          try writeFile(String(repeating: "x", count: 5000), to: "\(folder)/f")
        }
        #expect(error?.message == "cannot be written: File too large")
        #expect(try readFile("\(folder)/f", atMost: 10) == Array("old".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["f"])
      }
    }
  }
}
