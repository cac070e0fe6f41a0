// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Darwin)
  private import Darwin
#endif

/// A file mapped read-only into memory, unmapped when the last reference goes.
///
/// Not `Sendable`: it is opened, read and dropped where the weights are loaded.
final class MappedFile {
  /// The whole file; valid only as long as this object lives.
  let bytes: UnsafeRawBufferPointer

  /// Maps the regular file at `path`.
  init(path: String) throws(SafetensorsError) {
    // Non-blocking, so that a named pipe is refused below instead of waited for.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .system(.cannotRead, path: path, "cannot be opened") }
    defer { close(descriptor) }
    let count = try Self.byteCount(of: descriptor, path: path)
    guard count > 0 else {  // mmap refuses an empty range
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let address, address != MAP_FAILED else {
      throw .system(.cannotRead, path: path, "cannot be mapped")
    }
    bytes = UnsafeRawBufferPointer(start: address, count: count)
  }

  deinit {
    if let address = bytes.baseAddress {
      munmap(UnsafeMutableRawPointer(mutating: address), bytes.count)
    }
  }

  private static func byteCount(of descriptor: Int32, path: String) throws(SafetensorsError) -> Int
  {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .system(.cannotRead, path: path, "cannot be examined")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SafetensorsError(
        code: .cannotRead, path: path, key: nil, message: "is not a regular file")
    }
    return Int(status.st_size)
  }
}

extension SafetensorsError {
  /// The failure of the system call just made.
  static func system(_ code: Code, path: String, _ message: String) -> Self {
    let reason = String(cString: strerror(errno))
    return Self(code: code, path: path, key: nil, message: "\(message): \(reason)")
  }
}
