// SPDX-License-Identifier: Apache-2.0

private import Files

/// A safetensors file held open, whose header was checked whole at opening.
///
/// Opening costs the header only; a tensor's bytes are read, not mapped, when they are asked for.
/// So a file that another process shortens meanwhile gives an error, where a mapping would give a
/// signal; one that is replaced or removed stays whole.
package struct SafetensorsFile: Sendable {
  /// One tensor of the file.
  package struct Entry: Sendable, Equatable {
    /// The type of its elements.
    package let elementType: ElementType
    /// Its shape; `[]` is a scalar.
    package let shape: [Int]
    /// Where its bytes lie in the file: row-major, little-endian, aligned to nothing.
    package let byteRange: Range<Int>
  }

  /// The header's `__metadata__`.
  package let metadata: [String: String]
  /// The tensors by name. Names that differ only in Unicode normalization count as the same, so a
  /// file that has both is refused.
  package let entries: [String: Entry]
  private let file: OpenFile

  /// Where the file was opened.
  package var path: String { file.path }

  /// Opens the file at `path`.
  ///
  /// - Throws: ``SafetensorsError`` where the file cannot be read, or departs from the format in
  ///   any way: the entries of an open file lie within it and agree with their shapes.
  package init(path: String) throws(SafetensorsError) {
    do { file = try OpenFile(path: path) } catch { throw SafetensorsError(error) }
    let header = try SafetensorsHeader(file)
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

  /// Reads the bytes of the tensor of that name.
  ///
  /// - Throws: ``SafetensorsError`` where there is no such tensor, or the file has been shortened.
  package func bytes(of key: String) throws(SafetensorsError) -> [UInt8] {
    let range = try entry(key).byteRange
    do { return try file.bytes(in: range) } catch { throw SafetensorsError(error, key: key) }
  }
}
