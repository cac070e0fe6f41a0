// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Darwin)
  private import Darwin
#endif

/// A file that appears under its name only once it is whole: written beside its place, flushed to
/// the disk, then renamed.
struct AtomicFile {
  /// Where the file is to be.
  let path: String
  private let folder: String
  private let temporaryPath: String
  private let descriptor: Int32

  /// Creates the file at `path` with what `body` appends; after an error nothing is left behind.
  static func create(
    at path: String, _ body: (AtomicFile) throws(SafetensorsError) -> Void
  ) throws(SafetensorsError) {
    let file = try AtomicFile(path: path)
    defer { close(file.descriptor) }
    do {
      try body(file)
      try file.moveIntoPlace()
    } catch {
      unlink(file.temporaryPath)
      throw error
    }
  }

  private init(path: String) throws(SafetensorsError) {
    self.path = path
    folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    // Random, so that two writers of one file never share a temporary one; short, so that a name
    // of the greatest length still works.
    let suffix = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    temporaryPath = "\(folder).safetensors-\(suffix)"
    descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .system(.cannotWrite, path: path, "cannot be created") }
  }

  /// Appends `bytes`.
  func append(_ bytes: [UInt8]) throws(SafetensorsError) {
    // `withUnsafeBytes` does not pass a typed error on.
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(SafetensorsError) in try append(bytes) }
    }
    try result.get()
  }

  /// Appends `bytes`.
  func append(_ bytes: UnsafeRawBufferPointer) throws(SafetensorsError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      // Linux writes at most 2 GB in one call; a piece below that shows a full disk sooner, too.
      let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 26))
      let count = write(descriptor, piece.baseAddress, piece.count)
      if count < 0 {
        guard errno == EINTR else {
          throw .system(.cannotWrite, path: path, "cannot be written")
        }
        continue
      }
      rest = rest.dropFirst(count)
    }
  }

  private func moveIntoPlace() throws(SafetensorsError) {
    guard fsync(descriptor) == 0 else {
      throw .system(.cannotWrite, path: path, "cannot be flushed")
    }
    guard rename(temporaryPath, path) == 0 else {
      throw .system(.cannotWrite, path: path, "cannot be moved into place")
    }
    // The new name must outlive a power cut, too. Not every file system can flush a folder, so the
    // result is not looked at.
    let folderDescriptor = open(folder, O_RDONLY | O_CLOEXEC)
    if folderDescriptor >= 0 {
      fsync(folderDescriptor)
      close(folderDescriptor)
    }
  }
}
