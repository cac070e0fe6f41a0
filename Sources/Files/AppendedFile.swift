// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Darwin)
  private import Darwin
#endif

/// A file that grows at its end. What was appended is with the system at once: it outlives the
/// process, and after ``synchronize()`` a power cut, too.
package final class AppendedFile: Sendable {
  /// The file, as the caller named it.
  package let path: String
  private let descriptor: Int32

  /// Opens or creates a file, cut off behind its first bytes.
  ///
  /// - Parameters:
  ///   - path: The file. It is opened without waiting, so that a named pipe that nobody reads is an
  ///     error.
  ///   - byteCount: Bytes that are kept; nil keeps all.
  /// - Throws: ``FileError`` where it cannot be opened or cut off.
  package init(path: String, keeping byteCount: Int? = nil) throws(FileError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o666)
    guard descriptor >= 0 else { throw .system(.unwritable, path: path, "cannot be opened") }
    guard let byteCount else { return }
    guard ftruncate(descriptor, off_t(byteCount)) == 0 else {
      throw .system(.unwritable, path: path, "cannot be cut off")
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Appends `bytes`.
  ///
  /// - Throws: ``FileError`` where writing fails, as on a full disk.
  package func append(_ bytes: some Sequence<UInt8>) throws(FileError) {
    try withBytes(of: Array(bytes)) { (bytes) throws(FileError) in
      try writeAll(bytes, to: descriptor, path: path)
    }
  }

  /// Waits until everything is on the disk.
  ///
  /// - Throws: ``FileError`` where that fails.
  package func synchronize() throws(FileError) {
    guard fsync(descriptor) == 0 else {
      throw .system(.unwritable, path: path, "cannot be flushed")
    }
  }
}
