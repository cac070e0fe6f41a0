// SPDX-License-Identifier: Apache-2.0

internal import Files

/// Writes safetensors files, byte for byte as the format's own library does: tensors sorted by
/// element type (widest first), then by name; the header padded to 8 bytes. Metadata is sorted by
/// name.
package enum SafetensorsWriter {
  /// A tensor to be written.
  package struct Source {
    /// The tensor's name.
    package let key: String
    /// The type of its elements.
    package let elementType: ElementType
    /// Its shape; `[]` is a scalar.
    package let shape: [Int]
    package let withBytes: ((UnsafeRawBufferPointer) -> Void) -> Void

    /// A tensor called `key` of that type and shape.
    ///
    /// - Parameters:
    ///   - key: The tensor's name.
    ///   - elementType: The type of its elements.
    ///   - shape: Its shape; `[]` is a scalar.
    ///   - withBytes: Lends the tensor's bytes, row-major and little-endian, whole or in pieces in
    ///     order. It is called once, when their turn comes, so only one tensor need be in host
    ///     memory.
    package init(
      key: String, elementType: ElementType, shape: [Int],
      withBytes: @escaping ((UnsafeRawBufferPointer) -> Void) -> Void
    ) {
      self.key = key
      self.elementType = elementType
      self.shape = shape
      self.withBytes = withBytes
    }
  }

  /// Writes the file at `path`: it appears there whole or not at all.
  ///
  /// - Parameters:
  ///   - path: Where the file is to be; its folder must exist.
  ///   - sources: The tensors, in any order.
  ///   - metadata: Text kept in the header.
  ///   - replacing: Whether a file that is there gives way.
  /// - Throws: ``SafetensorsError`` where a name is taken twice, a shape is invalid, bytes do not
  ///   agree with it, or the file cannot be written.
  package static func write(
    to path: String, _ sources: [Source], metadata: [String: String] = [:], replacing: Bool = true
  ) throws(SafetensorsError) {
    let sources = sources.sorted {
      ($0.elementType.rank, $0.key.unicodeBytes) < ($1.elementType.rank, $1.key.unicodeBytes)
    }
    let header = try header(sources, metadata: metadata, path: path)
    let file = try begin(path, header: header, replacing: replacing)
    for source in sources { try append(source, to: file) }
    do { try file.moveIntoPlace() } catch { throw SafetensorsError(error) }
  }

  private static func begin(
    _ path: String, header: [UInt8], replacing: Bool
  ) throws(SafetensorsError) -> AtomicFile {
    do {
      let file = try AtomicFile(path: path, replacing: replacing)
      try file.append(header)
      return file
    } catch { throw SafetensorsError(error) }
  }

  private static func append(_ source: Source, to file: AtomicFile) throws(SafetensorsError) {
    var count = 0
    var failure: FileError?
    source.withBytes { bytes in
      count += bytes.count
      guard failure == nil else { return }
      do throws(FileError) { try file.append(bytes) } catch { failure = error }
    }
    if let failure { throw SafetensorsError(failure) }
    guard let wanted = source.elementType.byteCount(ofShape: source.shape), count == wanted else {
      throw SafetensorsError(
        code: .invalidEntry, path: file.path, key: source.key,
        message: "\(count) bytes for \(source.elementType.rawValue) \(source.shape)")
    }
  }
}
