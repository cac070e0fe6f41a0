// SPDX-License-Identifier: Apache-2.0

private import CZlib

/// A file of gzip that holds `bytes`, without a name or a time: the same bytes give the same file.
///
/// - Throws: ``VolumesError`` where zlib fails, as without memory.
func gzipped(_ bytes: [UInt8]) throws(VolumesError) -> [UInt8] {
  var stream = z_stream()
  // 16 more than the 15 bits of window: a header of gzip.
  var status = deflateInit2_(
    &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var packed: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1 << 18)
  var used = 0
  while status == Z_OK {
    let taken = min(bytes.count - used, 1 << 30)
    let made = bytes.withUnsafeBufferPointer { bytes in
      piece.withUnsafeMutableBufferPointer { piece in
        stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress.map { $0 + used })
        stream.avail_in = UInt32(taken)
        stream.next_out = piece.baseAddress
        stream.avail_out = UInt32(piece.count)
        status = deflate(&stream, used + taken == bytes.count ? Z_FINISH : Z_NO_FLUSH)
        used += taken - Int(stream.avail_in)
        return piece.count - Int(stream.avail_out)
      }
    }
    packed += piece[..<made]
  }
  guard status == Z_STREAM_END else {
    throw VolumesError(.unwritable, "cannot be packed: zlib answers \(status)")
  }
  return packed
}
