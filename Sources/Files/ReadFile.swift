// SPDX-License-Identifier: Apache-2.0

/// Reads a whole regular file.
///
/// - Parameters:
///   - path: The file; a symbolic link is followed.
///   - limit: Most bytes that are read, also of a file that grows meanwhile.
/// - Returns: Its bytes.
/// - Throws: ``FileError`` where there is no such file, it is no regular file, it cannot be read,
///   or it has more than `limit` bytes.
package func readFile(_ path: String, atMost limit: Int) throws(FileError) -> [UInt8] {
  let file = try OpenFile(path: path)
  try requireAtMost(limit, count: file.byteCount, path: path)
  // One byte more than there should be: a file that has not grown ends within the first read. One
  // that has, and those that the kernel makes up, go on.
  var bytes = try file.bytes(upTo: file.byteCount + 1, at: 0)
  guard bytes.count > file.byteCount else { return bytes }
  while true {
    try requireAtMost(limit, count: bytes.count, path: path)
    let more = try file.bytes(upTo: min(limit - bytes.count, 1 << 20) + 1, at: bytes.count)
    guard !more.isEmpty else { return bytes }
    bytes += more
  }
}

private func requireAtMost(_ limit: Int, count: Int, path: String) throws(FileError) {
  guard count <= limit else {
    throw FileError(.tooLarge, path: path, "too large: \(count) bytes; at most \(limit) are read")
  }
}
