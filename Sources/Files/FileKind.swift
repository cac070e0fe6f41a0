// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What a path can lead to.
enum FileKind: String {
  case regular = "a file"
  case folder = "a folder"
  case pipe = "a named pipe"
  case socket = "a socket"
  case device = "a device"
  case other = "something else"

  /// The kind that `mode`, of `stat`, names.
  init(mode: mode_t) {
    self =
      switch mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      case S_IFIFO: .pipe
      case S_IFSOCK: .socket
      case S_IFCHR, S_IFBLK: .device
      default: .other
      }
  }

  /// Throws unless this is a regular file, which alone is read.
  func checkReadable(path: String) throws(FileError) {
    guard self != .regular else { return }
    let code = self == .folder ? FileError.Code.isFolder : .notRegular
    throw FileError(code, path: path, "\(rawValue), not a file")
  }

  /// Throws unless this is a regular file, which alone is replaced.
  func checkReplaceable(path: String) throws(FileError) {
    guard self != .regular else { return }
    throw FileError(.unwritable, path: path, "cannot be written: \(rawValue), not a file")
  }
}
