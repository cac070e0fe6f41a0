// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Darwin)
  private import Darwin
#endif

/// Makes a folder, and those above it that are missing; one that is there already stays.
///
/// - Throws: ``FileError`` that names the whole path, with the system's reason.
package func makeFolder(_ path: String) throws(FileError) {
  guard !made(path[...]) else { return }
  throw .system(.unwritable, path: path, "the folder cannot be made")
}

/// Whether there is a folder now; where there is none, `errno` says why.
private func made(_ path: Substring) -> Bool {
  if mkdir(String(path), 0o777) == 0 { return true }
  let reason = errno
  if isFolder(String(path)) { return true }
  errno = reason
  guard reason == ENOENT, let slash = path.lastIndex(of: "/") else { return false }
  let above = path[..<slash]
  // An ending slash leads to the path itself, without it; "" to the root, which is there.
  return !above.isEmpty && made(above)
    && (mkdir(String(path), 0o777) == 0 || isFolder(String(path)))
}

private func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && FileKind(mode: status.st_mode) == .folder
}
