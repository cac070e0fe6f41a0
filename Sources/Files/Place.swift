// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Where a file is to be written: free, or taken by a regular file that gives way.
struct Place {
  /// As the caller named it.
  private let name: String
  /// The file itself, behind all symbolic links.
  let path: String
  /// The permissions of the file that is there; nil where none is.
  let permissions: mode_t?

  /// The file's folder, with a slash at its end.
  var folder: String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./" }

  /// Looks at what is at `path`.
  ///
  /// - Throws: ``FileError`` where that is something other than a regular file, or a file that is
  ///   not to be replaced.
  init(path: String, replacing: Bool) throws(FileError) {
    name = path
    var status = stat()
    guard stat(path, &status) == 0 else {
      // Nothing there, or a folder that is missing or closed: creating the file will tell.
      guard lstat(path, &status) != 0 || status.st_mode & S_IFMT != S_IFLNK else {
        throw FileError(.unwritable, path: path, "cannot be written: a link that leads nowhere")
      }
      (self.path, permissions) = (path, nil)
      return
    }
    try FileKind(mode: status.st_mode).checkReplaceable(path: path)
    guard replacing else { throw Self.taken(path) }
    guard let resolved = realpath(path, nil) else {
      throw .system(.unwritable, path: path, "cannot be written")
    }
    defer { free(resolved) }
    (self.path, permissions) = (String(cString: resolved), status.st_mode & 0o777)
  }

  /// Moves the file at `temporaryPath` here; `replacing` says whether one that is here gives way.
  ///
  /// - Throws: ``FileError`` where it does not, or the file cannot be moved.
  func take(_ temporaryPath: String, replacing: Bool) throws(FileError) {
    guard replacing else { return try claim(for: temporaryPath) }
    guard rename(temporaryPath, path) == 0 else { throw failureOfMoving }
  }

  /// Gives the file at `temporaryPath` this place's name, unless another has it meanwhile.
  ///
  /// - Throws: ``FileError`` where another has, or the file cannot be moved.
  private func claim(for temporaryPath: String) throws(FileError) {
    if link(temporaryPath, path) == 0 {
      unlink(temporaryPath)
      return
    }
    guard errno != EEXIST else { throw Self.taken(name) }
    // No hard links on this file system (FAT, some networks): an empty file holds the name instead.
    let holder = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard holder >= 0 else { throw errno == EEXIST ? Self.taken(name) : failureOfMoving }
    close(holder)
    guard rename(temporaryPath, path) == 0 else {
      defer { unlink(path) }
      throw failureOfMoving
    }
  }

  /// Makes a new name outlive a power cut, too. Not every file system can flush a folder, so the
  /// result is not looked at.
  func flushFolder() {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private var failureOfMoving: FileError {
    .system(.unwritable, path: name, "cannot be moved into place")
  }

  private static func taken(_ path: String) -> FileError {
    FileError(.exists, path: path, "cannot be written: there is a file already")
  }
}
