// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Darwin)
  private import Darwin
#endif

/// A regular file held open for reading, closed when the last reference goes.
///
/// The file is opened first and examined afterwards, so that what was examined is what is read; and
/// it is opened without waiting, so that a named pipe is refused instead of waited for. Bytes are
/// copied, not mapped: a mapped file that another process shortens would kill this one with a
/// signal, where a read comes to an end that can be reported.
package final class OpenFile: Sendable {
  /// The file, as the caller named it.
  package let path: String
  /// Its size in bytes when it was opened. Files that the kernel makes up, as in `/proc`, have 0.
  package let byteCount: Int
  private let descriptor: Int32

  /// Opens the file at `path`; a symbolic link is followed.
  ///
  /// - Throws: ``FileError`` where there is none, it cannot be opened, or it is no regular file.
  package init(path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.failureOfOpening(path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      defer { close(descriptor) }
      throw .system(.unreadable, path: path, "cannot be read")
    }
    (self.path, self.descriptor, byteCount) = (path, descriptor, Int(status.st_size))
    try FileKind(mode: status.st_mode).checkReadable(path: path)
  }

  deinit { close(descriptor) }

  /// Sockets, and devices without a driver, cannot be opened at all; the kind says more than that.
  private static func failureOfOpening(_ path: String) -> FileError {
    let reason = FileError.system(.unreadable, path: path, "cannot be read")
    guard errno != ENOENT else { return FileError(.notFound, path: path, absence(of: path)) }
    var status = stat()
    guard errno == ENXIO, stat(path, &status) == 0 else { return reason }
    do { try FileKind(mode: status.st_mode).checkReadable(path: path) } catch { return error }
    return reason
  }

  /// The replacement character stands for bytes of an argument that a Swift string cannot hold.
  private static func absence(of path: String) -> String {
    path.contains("\u{FFFD}")
      ? "no such file, or its name is not valid UTF-8; a name in UTF-8 is wanted" : "no such file"
  }

  /// Reads the bytes from `offset` on into `target`, as many as there are and fit.
  ///
  /// - Returns: How many were read; fewer than fit only where the file ends.
  /// - Throws: ``FileError`` where reading fails.
  func read(into target: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int {
    var count = 0
    while count < target.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: target[count...])
      let step = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + count))
      if step == 0 { break }
      if step > 0 {
        count += step
      } else if errno != EINTR {
        throw .system(.unreadable, path: path, "cannot be read")
      }
    }
    return count
  }

  /// Reads the bytes of `range`.
  ///
  /// - Throws: ``FileError`` where the file ends before, or reading fails.
  package func bytes(in range: Range<Int>) throws(FileError) -> [UInt8] {
    let bytes = try bytes(upTo: range.count, at: range.lowerBound)
    guard bytes.count == range.count else {
      throw FileError(
        .truncated, path: path,
        "ends at byte \(range.lowerBound + bytes.count), wanted \(range.upperBound)")
    }
    return bytes
  }

  /// Reads at most `count` bytes from `offset` on; fewer only where the file ends.
  func bytes(upTo count: Int, at offset: Int) throws(FileError) -> [UInt8] {
    var result: Result<Int, FileError> = .success(0)
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      // Of a larger array only the part asked for: its size decides when the file has ended.
      let target = UnsafeMutableRawBufferPointer(
        rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count])
      result = Result { () throws(FileError) in try read(into: target, at: offset) }
      if case .success(let count) = result { initialized = count }
    }
    _ = try result.get()
    return bytes
  }
}
