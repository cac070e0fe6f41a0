// SPDX-License-Identifier: Apache-2.0

import Files

extension TrainingError {
  /// A file of a run that cannot be read or written.
  static func file(_ error: FileError) -> Self { .folder("\(error)") }
}

/// Most bytes of a run's own files that are read: a log of ten million steps fits.
private let mostBytes = 16 << 30

/// Writes a file that appears under its name only once it is whole.
///
/// - Throws: ``TrainingError`` with `folder`.
func writeWhole(_ text: String, to path: String) throws(TrainingError) {
  do { try writeFile(text, to: path) } catch { throw .file(error) }
}

/// Reads a whole file.
///
/// - Throws: ``TrainingError`` with `folder`.
func readWhole(_ path: String) throws(TrainingError) -> [UInt8] {
  do { return try readFile(path, atMost: mostBytes) } catch { throw .file(error) }
}
