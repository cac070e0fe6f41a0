// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Darwin)
  private import Darwin
#endif

/// Flushes a file that another program has written, and gives it its name, as ``AtomicFile`` does.
///
/// - Parameters:
///   - temporaryPath: Where it is, in the folder that it is to be in, behind links.
///   - path: Where it is to be.
///   - replacing: Whether a file that is there gives way. Where it does not, the check and the move
///     are one step.
/// - Throws: ``FileError`` where something else is there, or the file cannot be flushed or moved.
package func moveFile(
  _ temporaryPath: String, to path: String, replacing: Bool
) throws(FileError) {
  let place = try Place(path: path, replacing: replacing)
  let descriptor = open(temporaryPath, O_RDONLY | O_CLOEXEC)
  defer { close(descriptor) }
  guard descriptor >= 0, fsync(descriptor) == 0 else {
    throw .system(.unwritable, path: path, "cannot be written")
  }
  try place.take(temporaryPath, replacing: replacing)
  place.flushFolder()
}
