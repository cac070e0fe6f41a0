// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Darwin)
  private import Darwin
#endif

/// Writes a whole file, which appears whole or not at all; see ``AtomicFile`` for links and
/// permissions.
///
/// - Parameters:
///   - bytes: The content.
///   - path: Where to; the folder must exist.
///   - replacing: Whether a file that is there gives way; where not, the check and the writing are
///     one step.
/// - Throws: ``FileError`` where it cannot be written: the folder is missing, closed or full, the
///   path leads to something other than a regular file, or to a file that is not to be replaced.
package func writeFile(
  _ bytes: UnsafeRawBufferPointer, to path: String, replacing: Bool = true
) throws(FileError) {
  let file = try AtomicFile(path: path, replacing: replacing)
  try file.append(bytes)
  try file.moveIntoPlace()
}

/// Writes a text in UTF-8 as a whole file, which appears whole or not at all.
///
/// - Throws: ``FileError`` where it cannot be written.
package func writeFile(
  _ text: String, to path: String, replacing: Bool = true
) throws(FileError) {
  let file = try AtomicFile(path: path, replacing: replacing)
  try file.append(Array(text.utf8))
  try file.moveIntoPlace()
}

/// Finds out, before there is anything to write, whether a file can get the name `path`: it is
/// free, or a regular file has it, which gives way.
///
/// - Throws: ``FileError`` where a folder or something else that is no file has the name.
package func checkReplaceable(_ path: String) throws(FileError) {
  _ = try Place(path: path, replacing: true)
}

/// `withUnsafeBytes` with a typed error.
func withBytes<Failure: Error>(
  of bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
) throws(Failure) {
  let result = bytes.withUnsafeBytes { bytes in
    Result { () throws(Failure) in try body(bytes) }
  }
  try result.get()
}

/// Writes all of `bytes` to a file that is open.
func writeAll(
  _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String
) throws(FileError) {
  var rest = bytes[...]
  while !rest.isEmpty {
    // Linux writes at most 2 GB in one call; a piece below that shows a full disk sooner, too.
    let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 26))
    let count = write(descriptor, piece.baseAddress, piece.count)
    if count >= 0 {
      rest = rest.dropFirst(count)
    } else if errno != EINTR {
      throw .system(.unwritable, path: path, "cannot be written")
    }
  }
}
