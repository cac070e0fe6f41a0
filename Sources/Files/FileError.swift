// SPDX-License-Identifier: Apache-2.0

import CodedErrors

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Darwin)
  private import Darwin
#endif

/// Why a file could not be read or written. The targets above wrap it in errors of their own.
package struct FileError: CodedError {
  /// The kind of failure.
  package enum Code: Sendable {
    /// There is no file at the path.
    case notFound
    /// The path leads to a folder.
    case isFolder
    /// The path leads to a pipe, a socket or a device.
    case notRegular
    /// The file cannot be opened or read.
    case unreadable
    /// The file ends before the bytes asked for.
    case truncated
    /// The file has more bytes than the caller allows.
    case tooLarge
    /// There is a file already, and the caller does not replace any.
    case exists
    /// The file cannot be created, written or moved into place.
    case unwritable
  }

  /// The kind of failure.
  package let code: Code
  /// The file, as the caller named it.
  package let path: String
  /// What was found and what was wanted, in one line, without the path.
  package let message: String

  /// The file.
  package var subject: String? { path }

  init(_ code: Code, path: String, _ message: String) {
    (self.code, self.path, self.message) = (code, path, message)
  }

  /// The failure of the system call just made, in the system's words.
  static func system(_ code: Code, path: String, _ message: String) -> Self {
    Self(code, path: path, "\(message): \(String(cString: strerror(errno)))")
  }
}
