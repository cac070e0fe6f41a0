// SPDX-License-Identifier: Apache-2.0

private import CImageCodecs
private import Files

/// When a photograph was taken, as the EXIF data of a JPEG file says: "2026:11:29 08:15:00", and
/// where it has fractions of a second their digits behind a point. Nil where it says nothing, or
/// the file cannot be read.
package func captureTime(ofImageAt path: String) -> String? {
  // EXIF data come first, and are less than 64 KiB.
  guard let file = try? OpenFile(path: path),
    let bytes = try? file.bytes(in: 0..<min(file.byteCount, 1 << 18))
  else { return nil }
  return captureTime(inJPEG: bytes)
}

/// The same of the file's bytes, or of its first 64 KiB at least.
package func captureTime(inJPEG bytes: [UInt8]) -> String? {
  var text = [CChar](repeating: 0, count: Int(CI_TIME_CAPACITY))
  let isFound = bytes.withUnsafeBufferPointer { buffer in
    text.withUnsafeMutableBufferPointer { text in
      guard let start = buffer.baseAddress, let target = text.baseAddress else { return false }
      return ci_jpeg_time(start, buffer.count, target) != 0
    }
  }
  guard isFound else { return nil }
  return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
