// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Reads a whole file.
/// - Throws: ``ImagingError`` where it is missing, empty, not a file, unreadable, or larger than any
///   image within `limit`.
func readFile(_ path: String, limit: DecodingLimit) throws(ImagingError) -> [UInt8] {
  try checkReadable(path, limit: limit)
  let data: Data
  do {
    data = try Data(contentsOf: URL(filePath: path))
  } catch {
    throw ImagingError(.unreadable, path: path, "cannot be read: \(reason(error))")
  }
  guard !data.isEmpty else { throw ImagingError(.notAnImage, path: path, "the file is empty") }
  return [UInt8](data)
}

/// Asks for the file's kind and size before a byte is read: devices may never end.
private func checkReadable(_ path: String, limit: DecodingLimit) throws(ImagingError) {
  var info = stat()
  guard stat(path, &info) == 0 else {
    let reason = String(cString: strerror(errno))
    throw errno == ENOENT
      ? ImagingError(.notFound, path: path, "no such file")
      : ImagingError(.unreadable, path: path, "cannot be read: \(reason)")
  }
  switch info.st_mode & S_IFMT {
  case S_IFDIR: throw ImagingError(.isFolder, path: path, "a folder, not a file")
  case S_IFCHR, S_IFBLK: throw ImagingError(.unreadable, path: path, "a device, not a file")
  default: break
  }
  guard Int(info.st_size) <= limit.maximumFileSize else {
    throw ImagingError(
      .tooLarge, path: path,
      "too large: \(info.st_size) bytes; at most \(limit.maximumFileSize) are read")
  }
}

/// Writes a whole file: under another name in the same folder, then renamed, so that no half-written
/// file is ever seen; on failure nothing is left.
/// - Throws: ``ImagingError`` where the folder is missing or full, or writing is not allowed.
package func writeFile(_ bytes: UnsafeRawBufferPointer, to path: String) throws(ImagingError) {
  var info = stat()
  if stat(path, &info) == 0, info.st_mode & S_IFMT != S_IFREG {
    throw ImagingError(.unwritable, path: path, "cannot be written: not a plain file")
  }
  guard let start = bytes.baseAddress else { return }
  let data = Data(
    bytesNoCopy: UnsafeMutableRawPointer(mutating: start), count: bytes.count, deallocator: .none)
  do {
    try data.write(to: URL(filePath: path), options: .atomic)
  } catch {
    throw ImagingError(.unwritable, path: path, "cannot be written: \(reason(error))")
  }
}

/// The system's words for a failure of Foundation's file calls, without the path.
private func reason(_ error: any Error) -> String {
  if let underlying = (error as? CocoaError)?.underlying as? POSIXError {
    return String(cString: strerror(underlying.code.rawValue))
  }
  return error.localizedDescription
}
