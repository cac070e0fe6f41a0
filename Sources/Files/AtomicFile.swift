// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Darwin)
  private import Darwin
#endif

/// A file that appears under its name only once it is whole: written beside its place, flushed to
/// the disk, then moved there.
///
/// Through a symbolic link the file that it leads to is replaced, and the link stays. A file that
/// is replaced hands its permissions on. Where ``moveIntoPlace()`` was not called, or has failed,
/// nothing is left behind when the last reference goes.
package final class AtomicFile {
  /// What the name of every file begins with that is not whole yet. One that a killed process left
  /// behind may be removed.
  package static let temporaryPrefix = ".daefuse-"

  /// Where the file is to be, as the caller named it.
  package let path: String
  private let replacing: Bool
  private let place: Place
  private let temporaryPath: String
  private let descriptor: Int32
  private var isInPlace = false

  /// Begins the file that is to be at `path`.
  ///
  /// - Parameters:
  ///   - path: Where the file is to be; its folder must exist.
  ///   - replacing: Whether a file that is there gives way. Where it does not, the check and the
  ///     move are one step, so that of two writers one fails.
  /// - Throws: ``FileError`` where the folder is missing or closed, the path leads to something
  ///   other than a regular file, or to a file that is not to be replaced.
  package init(path: String, replacing: Bool = true) throws(FileError) {
    (self.path, self.replacing) = (path, replacing)
    place = try Place(path: path, replacing: replacing)
    // Random, so that two writers of one file never share a temporary one; short, so that a name
    // of the greatest length still works.
    let suffix = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    temporaryPath = "\(place.folder)\(Self.temporaryPrefix)\(suffix)"
    descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      isInPlace = true  // nothing to remove
      throw .system(.unwritable, path: path, "cannot be written")
    }
    Unfinished.add(file: temporaryPath)
    if let permissions = place.permissions { fchmod(descriptor, permissions) }
  }

  deinit {
    close(descriptor)
    if !isInPlace { unlink(temporaryPath) }
    Unfinished.forget(file: temporaryPath)
  }

  /// Appends `bytes`.
  ///
  /// - Throws: ``FileError`` where writing fails, as on a full disk.
  package func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    try writeAll(bytes, to: descriptor, path: path)
  }

  /// Appends `bytes`.
  ///
  /// - Throws: ``FileError`` where writing fails, as on a full disk.
  package func append(_ bytes: [UInt8]) throws(FileError) {
    try withBytes(of: bytes) { (bytes) throws(FileError) in try append(bytes) }
  }

  /// Flushes the file, which is whole now, and gives it its name.
  ///
  /// - Throws: ``FileError`` where that fails, or another file has the name meanwhile and is not to
  ///   be replaced.
  package func moveIntoPlace() throws(FileError) {
    // A network's or an overfull disk's failure may come only now.
    guard fsync(descriptor) == 0 else {
      throw .system(.unwritable, path: path, "cannot be written")
    }
    try place.take(temporaryPath, replacing: replacing)
    isInPlace = true
    place.flushFolder()
  }
}
