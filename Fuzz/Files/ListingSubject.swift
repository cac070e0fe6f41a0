// SPDX-License-Identifier: Apache-2.0

import Datasets
import Driver
import Foundation

/// Lists folders of a data set. The lines of the input are names of files, in two folders in turn.
/// Each image must be of one pair at most, and lie where the pair says.
let listing = Subject("listing") { bytes in
  let root = "\(scratch)/set"
  defer { try? FileManager.default.removeItem(atPath: root) }
  for folder in ["a", "b"] {
    try? FileManager.default.createDirectory(
      atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
  }
  let lines = bytes.split(separator: UInt8(ascii: "\n")).prefix(16)
  for (index, line) in lines.enumerated() {
    let name = String(decoding: line, as: UTF8.self)
    guard !name.contains("/"), !name.contains("\0"), name.utf8.count < 200 else { return false }
    _ = FileManager.default.createFile(
      atPath: "\(root)/\(index % 2 == 0 ? "a" : "b")/\(name)", contents: nil)
  }
  _ = try? DataFolder(path: root).list()
  for isRecursive in [false, true] {
    let list = try? FolderPairing(isRecursive: isRecursive).list(
      in: isRecursive ? root : root + "/a")
    let paths = list?.pairs.flatMap(\.paths) ?? []
    precondition(Set(paths).count == paths.count, "an image is in two pairs")
  }
  guard let list = try? PairList(first: "\(root)/a", second: "\(root)/b") else { return true }
  precondition(Set(list.pairs.map(\.first)).count == list.pairs.count)
  for path in list.pairs.flatMap({ [$0.first, $0.second] }) {
    precondition(FileManager.default.fileExists(atPath: path), path)
  }
  return true
}

/// A folder of this process, in memory where the system has such a place.
let scratch: String = {
  let root =
    FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
  let path = "\(root)/daefuse-fuzz-\(getpid())"
  try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  return path
}()
