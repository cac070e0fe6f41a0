// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The claim of this process on a run's folder: no other trains there meanwhile.
///
/// The kernel gives it back when the process ends, however it ends, so that a killed run is never
/// locked. The file holds the number of the process, for the message that others get.
struct RunLock {
  private let path: String
  private let descriptor: Int32

  /// Claims a folder that is there.
  ///
  /// - Throws: ``TrainingError`` with `folder`, which names the process that holds it.
  init(_ folder: RunFolder) throws(TrainingError) {
    path = folder.lock
    descriptor = try Self.open(path, of: folder)
    let number = "\(getpid())\n"
    _ = ftruncate(descriptor, 0)
    // It only informs: the lock holds without it, as on a full disk.
    _ = pwrite(descriptor, number, number.utf8.count, 0)
  }

  /// Gives the folder back.
  func release() {
    if Self.isOpen(path, as: descriptor) { unlink(path) }
    close(descriptor)
  }

  private static func open(_ path: String, of folder: RunFolder) throws(TrainingError) -> Int32 {
    while true {
      let descriptor = Self.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else {
        throw .folder("\(path): cannot be opened for writing: \(String(cString: strerror(errno)))")
      }
      // A file system without locks, as some networks have, is no reason not to train.
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
        defer { close(descriptor) }
        throw .folder(
          "\(folder.path): \(holder(descriptor)) trains there; wait for its end, or name another "
            + "folder")
      }
      // Its holder may have removed it between the two calls; a file without a name guards nothing.
      if isOpen(path, as: descriptor) { return descriptor }
      close(descriptor)
    }
  }

  private static func open(_ path: String, _ flags: Int32) -> Int32 {
    #if canImport(Glibc)
      Glibc.open(path, flags, 0o666)
    #else
      Darwin.open(path, flags, 0o666)
    #endif
  }

  /// Whether the file of that name is the one that is open.
  private static func isOpen(_ path: String, as descriptor: Int32) -> Bool {
    var (named, opened) = (stat(), stat())
    return stat(path, &named) == 0 && fstat(descriptor, &opened) == 0
      && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
  }

  /// The process that wrote its number.
  private static func holder(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let number = Int(String(decoding: bytes.prefix(max(count - 1, 0)), as: UTF8.self))
    return number.map { "process \($0)" } ?? "another process"
  }
}
