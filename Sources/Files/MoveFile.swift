// SPDX-License-Identifier: Apache-2.0

/// Gives a file that another program has written its name, as ``AtomicFile`` does.
///
/// - Parameters:
///   - temporaryPath: Where it is, in the folder that it is to be in.
///   - path: Where it is to be.
///   - replacing: Whether a file that is there gives way. Where it does not, the check and the move
///     are one step.
/// - Throws: ``FileError`` where something else is there, or the file cannot be moved.
package func moveFile(
  _ temporaryPath: String, to path: String, replacing: Bool
) throws(FileError) {
  let place = try Place(path: path, replacing: replacing)
  try place.take(temporaryPath, replacing: replacing)
  place.flushFolder()
}
