// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A file that grows at its end. What was appended is with the system at once: it outlives the
/// process, and after ``synchronize()`` a power cut, too.
struct AppendedFile {
  let path: String
  private let handle: FileHandle

  /// Opens or creates a file, cut off behind its first bytes.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - byteCount: Bytes that are kept; nil keeps all.
  /// - Throws: ``TrainingError`` with `folder`.
  init(path: String, keeping byteCount: Int? = nil) throws(TrainingError) {
    self.path = path
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .system(path, "cannot be opened") }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard let byteCount else { return }
    guard ftruncate(descriptor, byteCount) == 0 else { throw .system(path, "cannot be cut off") }
  }

  /// Appends bytes.
  ///
  /// - Throws: ``TrainingError`` with `folder`, such as where the disk is full.
  func append(_ bytes: some Sequence<UInt8>) throws(TrainingError) {
    do { try handle.write(contentsOf: Data(bytes)) } catch {
      throw .folder("\(path): cannot be written: \(reason(error))")
    }
  }

  /// Waits until everything is on the disk.
  ///
  /// - Throws: ``TrainingError`` with `folder`.
  func synchronize() throws(TrainingError) {
    guard fsync(handle.fileDescriptor) == 0 else { throw .system(path, "cannot be flushed") }
  }
}

/// Writes a file that appears under its name only once it is whole.
///
/// - Throws: ``TrainingError`` with `folder`.
func writeWhole(_ text: String, to path: String) throws(TrainingError) {
  do { try Data(text.utf8).write(to: URL(filePath: path), options: .atomic) } catch {
    throw .folder("\(path): cannot be written: \(reason(error))")
  }
}

/// Reads a whole file.
///
/// - Throws: ``TrainingError`` with `folder`.
func readWhole(_ path: String) throws(TrainingError) -> Data {
  do { return try Data(contentsOf: URL(filePath: path)) } catch {
    throw .folder("\(path): cannot be read: \(reason(error))")
  }
}

/// The system's words for a failure of Foundation's file calls, without the path.
private func reason(_ error: any Error) -> String {
  if let code = ((error as? CocoaError)?.underlying as? POSIXError)?.code {
    return String(cString: strerror(code.rawValue))
  }
  return error.localizedDescription
}

extension TrainingError {
  /// A failed system call, with the system's own words.
  fileprivate static func system(_ path: String, _ message: String) -> Self {
    .folder("\(path): \(message): \(String(cString: strerror(errno)))")
  }
}
