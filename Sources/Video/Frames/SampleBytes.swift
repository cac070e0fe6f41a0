// SPDX-License-Identifier: Apache-2.0

import Imaging

/// The samples of an image of 8 or 16 bits in bytes, the lower byte first.
/// - Precondition: The image is not of floats.
func sampleBytes(of image: Image) -> [UInt8] {
  switch image.samples {
  case .uint8(let values): return values
  case .uint16(let values):
    return values.withUnsafeBytes { raw in
      #if _endian(little)
        return Array(raw)
      #else
        return values.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      #endif
    }
  case .float: preconditionFailure("sampleBytes: an image of floats")
  }
}

/// - Throws: ``VideoError`` unless a frame has the first one's size and format.
func requireLike(_ image: Image, _ size: ImageSize, _ format: PixelFormat, sink: String) throws {
  guard image.size == size, PixelFormat.ofSamples(image) == format else {
    let found = PixelFormat.ofSamples(image)?.rawValue ?? "floats"
    throw VideoError(
      .unsupported, sink,
      "a frame is \(image.size) \(found), the first one was \(size) \(format.rawValue)")
  }
}
