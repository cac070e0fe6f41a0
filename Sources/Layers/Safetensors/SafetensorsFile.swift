// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// A safetensors file, mapped into memory, whose header was checked whole at opening.
///
/// Opening costs the header only; a tensor's bytes are read when they are touched. The file must not
/// be shortened while it is open. Not `Sendable`, as the mapping is not.
package struct SafetensorsFile {
  /// One tensor of the file.
  package struct Entry: Sendable, Equatable {
    /// The type of its elements.
    package let dtype: DType
    /// Its shape; `[]` is a scalar.
    package let shape: [Int]
    /// Where its bytes lie in the file: row-major, little-endian, aligned to nothing.
    package let byteRange: Range<Int>
  }

  /// Where the file was opened.
  package let path: String
  /// The header's `__metadata__`.
  package let metadata: [String: String]
  /// The tensors by name. Names that differ only in Unicode normalisation count as the same, so a
  /// file that has both is refused.
  package let entries: [String: Entry]
  private let mapping: MappedFile

  /// Opens the file at `path`.
  ///
  /// - Throws: ``SafetensorsError`` where the file cannot be read, or departs from the format in
  ///   any way: the entries of an open file lie within it and agree with their shapes.
  package init(path: String) throws(SafetensorsError) {
    mapping = try MappedFile(path: path)
    let header = try SafetensorsHeader(file: mapping.bytes, path: path)
    self.path = path
    metadata = header.metadata
    entries = header.entries
  }

  /// The tensor of that name.
  ///
  /// - Throws: ``SafetensorsError`` where there is none.
  package func entry(_ key: String) throws(SafetensorsError) -> Entry {
    guard let entry = entries[key] else {
      throw SafetensorsError(code: .missingKey, path: path, key: key, message: "is not in the file")
    }
    return entry
  }

  /// Calls `body` with the bytes of the tensor of that name; they are valid only during the call.
  ///
  /// - Throws: ``SafetensorsError`` where there is no such tensor, and what `body` throws.
  package func withBytes<R>(
    of key: String, _ body: (UnsafeRawBufferPointer) throws -> R
  ) throws -> R {
    let range = try entry(key).byteRange
    return try withExtendedLifetime(mapping) {
      try body(UnsafeRawBufferPointer(rebasing: mapping.bytes[range]))
    }
  }
}
