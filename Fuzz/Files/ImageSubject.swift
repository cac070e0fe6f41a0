// SPDX-License-Identifier: Apache-2.0

import Driver
import Imaging

/// Reads an image of one format, a PNG with its checksums made right. What is accepted must be a
/// whole picture, and so must its copy.
func imageSubject(_ format: StoredFormat) -> Subject {
  Subject(format.rawValue) { bytes in
    guard StoredFormat(magic: bytes) == format else { return false }
    let bytes = format == .png ? withPNGChecksums(bytes) : bytes
    if format == .jpeg { precondition(captureTime(inJPEG: bytes)?.isEmpty != true) }
    guard let image = try? Image(encoded: bytes, path: "input", policy: policy) else { return true }
    precondition(image.size.pixelCount <= policy.maximumPixelCount)
    precondition(!image.luminance().values.contains { $0.isNaN })
    guard image.size.pixelCount < 10_000, let copy = try? image.encoded(as: .tiff) else {
      return true
    }
    precondition((try? Image(encoded: copy, path: "copy"))?.size == image.size)
    return true
  }
}

/// Little enough that one input takes no more than a moment.
private let policy = ImageDecodingPolicy(maximumByteCount: 64 << 20, maximumPixelCount: 1 << 20)
