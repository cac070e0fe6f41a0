// SPDX-License-Identifier: Apache-2.0

private import CZlib

/// Unpacks what gzip or zlib packed, piece by piece: no more is unpacked than is asked for.
final class Inflater {
  private var stream = z_stream()
  private let packed: [UInt8]
  private var used = 0
  /// Whether packed bytes are left, and the end of what they hold was not reached.
  private var hasMore = true

  /// - Parameters:
  ///   - packed: The packed bytes.
  ///   - isBare: Whether nothing stands before the packed data, as in zip archives.
  /// - Throws: ``VolumesError`` where zlib cannot begin.
  init(_ packed: [UInt8], isBare: Bool = false) throws(VolumesError) {
    self.packed = packed
    // 15 bits of window; 32 more: a header of gzip or of zlib; below 0: none.
    let status = inflateInit2_(
      &stream, isBare ? -15 : 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      throw VolumesError(.unreadable, "cannot be unpacked: zlib answers \(status)")
    }
  }

  deinit { inflateEnd(&stream) }

  /// The next `count` bytes.
  ///
  /// - Throws: ``VolumesError`` where the packed bytes end before, cannot hold so many, or are
  ///   damaged.
  func bytes(_ count: Int) throws(VolumesError) -> [UInt8] {
    // Deflate makes 1032 bytes of one at most: what cannot be there gets no memory.
    guard count <= (packed.count - used + 1) * 1032 + (1 << 16) else {
      throw Self.cutOff(wanted: count)
    }
    var failure: VolumesError?
    let bytes = [UInt8](unsafeUninitializedCapacity: max(count, 1)) { target, initialized in
      do throws(VolumesError) {
        try fill(UnsafeMutableBufferPointer(rebasing: target[..<count]))
        initialized = count
      } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }

  private func fill(_ target: UnsafeMutableBufferPointer<UInt8>) throws(VolumesError) {
    var filled = 0
    while filled < target.count {
      guard hasMore else { throw Self.cutOff(wanted: target.count) }
      filled += try step(UnsafeMutableBufferPointer(rebasing: target[filled...]))
    }
  }

  /// Unpacks into `target`, at most 1 GiB at once, as zlib counts in 32 bits.
  private func step(_ target: UnsafeMutableBufferPointer<UInt8>) throws(VolumesError) -> Int {
    let room = min(target.count, 1 << 30)
    let status = packed.withUnsafeBufferPointer { packed in
      let left = min(packed.count - used, 1 << 30)
      stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress.map { $0 + used })
      stream.avail_in = UInt32(left)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(room)
      let status = inflate(&stream, Z_NO_FLUSH)
      used += left - Int(stream.avail_in)
      return status
    }
    let made = room - Int(stream.avail_out)
    switch status {
    case Z_OK: break
    case Z_STREAM_END:
      // Files of gzip may be joined; what follows counts as the next one's.
      hasMore = used < packed.count && inflateReset(&stream) == Z_OK
    case Z_BUF_ERROR: hasMore = false
    default:
      let reason = stream.msg.map { String(cString: $0) } ?? "zlib answers \(status)"
      throw VolumesError(.damaged, "the packed data is damaged: \(reason)")
    }
    return made
  }

  private static func cutOff(wanted count: Int) -> VolumesError {
    VolumesError(.damaged, "the packed data ends before the \(count) bytes that it should hold")
  }
}
