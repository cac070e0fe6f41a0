// SPDX-License-Identifier: Apache-2.0

import Imaging

/// How a frame lies in bytes, row by row, without gaps.
public enum PixelFormat: String, Sendable, CaseIterable {
  /// One byte a pixel.
  case gray
  /// Two bytes a pixel, the lower first.
  case gray16le
  /// Two bytes a pixel, the higher first.
  case gray16be
  /// Red, green and blue, a byte each.
  case rgb24
  /// Two pixels in four bytes: their luminances with one chroma between them, BT.601, 16 to 235.
  case yuyv422

  /// Bytes of a frame.
  func byteCount(_ size: ImageSize) -> Int {
    switch self {
    case .gray: size.pixelCount
    case .gray16le, .gray16be: 2 * size.pixelCount
    case .rgb24: 3 * size.pixelCount
    case .yuyv422: 4 * ((size.width + 1) / 2) * size.height
    }
  }

  /// The picture of a frame's bytes.
  /// - Precondition: There are ``byteCount(_:)`` of them.
  func image(_ bytes: [UInt8], _ size: ImageSize) -> Image {
    precondition(bytes.count == byteCount(size), "PixelFormat: \(bytes.count) bytes for \(size)")
    return switch self {
    case .gray: Image(size: size, colorModel: .gray, samples: .uint8(bytes))
    case .gray16le: Image(size: size, colorModel: .gray, samples: .uint16(words(bytes)))
    case .gray16be:
      Image(size: size, colorModel: .gray, samples: .uint16(words(bytes).map(\.byteSwapped)))
    case .rgb24: Image(size: size, colorModel: .rgb, samples: .uint8(bytes))
    case .yuyv422: YUVMatrix.bt601Limited.image(packed: bytes, size)
    }
  }

  /// The format in which an image's samples are written as they are; nil for floats.
  static func ofSamples(_ image: Image) -> PixelFormat? {
    switch (image.colorModel, image.samples.depth) {
    case (.gray, .uint8): .gray
    case (.gray, .uint16): .gray16le
    case (.rgb, .uint8): .rgb24
    default: nil
    }
  }
}

/// Pairs of bytes as numbers, the lower byte first.
func words(_ bytes: [UInt8]) -> [UInt16] {
  bytes.withUnsafeBytes { raw in
    [UInt16](unsafeUninitializedCapacity: raw.count / 2) { target, filled in
      for index in 0..<raw.count / 2 {
        target[index] = UInt16(
          littleEndian: raw.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self))
      }
      filled = raw.count / 2
    }
  }
}
