// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation
import TestBasics
import Testing

/// Reading: regular files only, never more than the bound, and nothing that waits.
@Suite("files: reading", .tags(.unit))
struct ReadFileTests {
  @Test("a file comes whole, through a link too", arguments: [0, 1, 4096, 3_000_000])
  func whole(count: Int) throws {
    try withTemporaryFolder { folder in
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      try Data(bytes).write(to: URL(filePath: "\(folder)/f"))
      try #require(symlink("f", "\(folder)/link") == 0)
      #expect(try readFile("\(folder)/f", atMost: count) == bytes)
      #expect(try readFile("\(folder)/link", atMost: .max) == bytes)
    }
  }

  @Test("one byte above the bound is refused before it is read")
  func bound() throws {
    try withTemporaryFolder { folder in
      try Data(count: 11).write(to: URL(filePath: "\(folder)/f"))
      let error = #expect(throws: FileError.self) { try readFile("\(folder)/f", atMost: 10) }
      #expect(error?.code == .tooLarge)
      #expect(error?.message == "too large: 11 bytes; at most 10 are read")
    }
  }

  /// A file whose stated size is 0, as a file has that grows after it was opened.
  @Test("a file that has more bytes than it stated is read to its end, within the bound")
  func growing() throws {
    let path = "/proc/self/environ"
    try #require(try OpenFile(path: path).byteCount == 0)
    let whole = try readFile(path, atMost: 1 << 24)
    #expect(whole.count > 10 && whole.contains(UInt8(ascii: "=")))
    let error = #expect(throws: FileError.self) { try readFile(path, atMost: 10) }
    #expect(error?.code == .tooLarge)
  }

  @Test(
    "what is no regular file is refused at once, and its kind named",
    .timeLimit(.minutes(1)),
    arguments: [
      ("pipe", FileError.Code.notRegular, "a named pipe, not a file"),
      ("socket", .notRegular, "a socket, not a file"),
      ("/dev/zero", .notRegular, "a device, not a file"),
      ("/dev/null", .notRegular, "a device, not a file"),
      ("folder", .isFolder, "a folder, not a file"), ("none", .notFound, "no such file"),
      ("dangling", .notFound, "no such file"),
      ("file/below", .unreadable, "cannot be read: Not a directory"),
    ])
  func kinds(name: String, code: FileError.Code, message: String) throws {
    try withTemporaryFolder { folder in
      try makeKinds(in: folder)
      let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
      let error = #expect(throws: FileError.self) { try readFile(path, atMost: 100) }
      #expect(error?.code == code && error?.path == path)
      #expect(error?.message == message)
    }
  }

  @Test("a range is read, and one past the end of a shortened file is an error, not a signal")
  func shortened() throws {
    try withTemporaryFolder { folder in
      try Data((0..<100).map { UInt8($0) }).write(to: URL(filePath: "\(folder)/f"))
      let file = try OpenFile(path: "\(folder)/f")
      #expect(try file.bytes(in: 90..<93) == [90, 91, 92])
      try #require(truncate("\(folder)/f", 50) == 0)
      let error = #expect(throws: FileError.self) { try file.bytes(in: 40..<60) }
      #expect(error?.code == .truncated)
      #expect(error?.message == "ends at byte 50, wanted 60")
    }
  }
}

/// One of each kind of thing that a path can lead to.
func makeKinds(in folder: String) throws {
  try Data([1]).write(to: URL(filePath: "\(folder)/file"))
  try FileManager.default.createDirectory(
    atPath: "\(folder)/folder", withIntermediateDirectories: false)
  try #require(mkfifo("\(folder)/pipe", 0o600) == 0)
  try #require(symlink("nothing", "\(folder)/dangling") == 0)
  // A socket's path may have some hundred bytes, fewer than a temporary folder's; a link is
  // shorter.
  let short = "/tmp/daefuse-\(UInt32.random(in: 0 ... .max))"
  try #require(symlink(folder, short) == 0)
  defer { unlink(short) }
  try bindSocket(at: "\(short)/socket")
}

private func bindSocket(at path: String) throws {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
  #if canImport(Glibc)
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
  #else
    let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
  #endif
  defer { close(descriptor) }
  let result = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
  try #require(result == 0)
}
