// SPDX-License-Identifier: Apache-2.0

internal import Files

/// The header of a safetensors file: what the tensors are and where, checked as a whole.
///
/// A file is the header's length (8 bytes, little-endian), the header (JSON), then the tensors'
/// bytes without holes. See "Format" in the README of `huggingface/safetensors`.
struct SafetensorsHeader {
  /// The format's own limit, in bytes.
  static let maximumLength = 100_000_000

  private(set) var metadata: [String: String] = [:]
  private(set) var entries: [String: SafetensorsFile.Entry] = [:]

  /// Reads and checks the header of `file`.
  ///
  /// - Throws: ``SafetensorsError`` for any departure from the format.
  init(_ file: OpenFile) throws(SafetensorsError) {
    let dataStart = 8 + (try Self.length(file))
    var scanner = JSONScanner(try Self.read(8..<dataStart, of: file), path: file.path)
    try readMembers(&scanner, dataStart: dataStart)
    try scanner.end()
    try checkLayout(dataStart: dataStart, fileLength: file.byteCount, path: file.path)
  }

  private static func length(_ file: OpenFile) throws(SafetensorsError) -> Int {
    guard file.byteCount >= 8 else {
      throw SafetensorsError(
        code: .truncated, path: file.path, key: nil,
        message: "\(file.byteCount) bytes, a safetensors file has at least 8")
    }
    let length = try read(0..<8, of: file).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    let limit = min(maximumLength, file.byteCount - 8)
    guard length > 0, length <= limit else {
      throw SafetensorsError(
        code: .headerLength, path: file.path, key: nil,
        message: "no safetensors file: its first 8 bytes state a header of \(length) bytes, 1 to "
          + "\(limit) are possible")
    }
    return Int(length)
  }

  private static func read(
    _ range: Range<Int>, of file: OpenFile
  ) throws(SafetensorsError) -> [UInt8] {
    do { return try file.bytes(in: range) } catch { throw SafetensorsError(error) }
  }

  private mutating func readMembers(
    _ scanner: inout JSONScanner, dataStart: Int
  ) throws(SafetensorsError) {
    var metadata: [String: String] = [:]
    var entries: [String: SafetensorsFile.Entry] = [:]
    try scanner.object { (scanner, name) throws(SafetensorsError) in
      guard name != "__metadata__" else {
        try scanner.object { (scanner, name) throws(SafetensorsError) in
          metadata[name] = try scanner.string()
        }
        return
      }
      scanner.key = name
      entries[name] = try TensorRecord(&scanner).entry(dataStart: dataStart, scanner: scanner)
      scanner.key = nil
    }
    (self.metadata, self.entries) = (metadata, entries)
  }

  /// The format wants the tensors to cover the data exactly once, in whatever order.
  private func checkLayout(
    dataStart: Int, fileLength: Int, path: String
  ) throws(SafetensorsError) {
    let sorted = entries.sorted {
      let (first, second) = ($0.value.byteRange, $1.value.byteRange)
      return (first.lowerBound, first.upperBound) < (second.lowerBound, second.upperBound)
    }
    var position = dataStart
    for (key, entry) in sorted {
      let range = entry.byteRange
      func failure(_ code: SafetensorsError.Code, _ message: String) -> SafetensorsError {
        SafetensorsError(code: code, path: path, key: key, message: message)
      }
      guard range.upperBound <= fileLength else {
        throw failure(.truncated, "ends at byte \(range.upperBound), the file at \(fileLength)")
      }
      guard range.lowerBound == position else {
        let fault = range.lowerBound < position ? "overlaps the tensor" : "leaves a hole"
        throw failure(.layout, "\(fault) before it: byte \(range.lowerBound), wanted \(position)")
      }
      position = range.upperBound
    }
    guard position == fileLength else {
      throw SafetensorsError(
        code: .layout, path: path, key: nil,
        message: "the tensors end at byte \(position), the file at \(fileLength)")
    }
  }
}
