// SPDX-License-Identifier: Apache-2.0

import CDaefuse
import Imaging

/// A caller's image, and what the caller says of it.
struct Picture: Equatable, Sendable {
  private var bytes: [UInt8]
  var width: Int32
  var height: Int32
  var channels: Int32
  var stride: UInt
  var isNull = false

  /// The samples of an 8-bit image, `gap` bytes of 99 between rows.
  init(_ image: Image, gap: Int = 0) {
    guard case .uint8(let samples) = image.samples else { preconditionFailure("not 8 bits") }
    let length = image.size.width * image.colorModel.channelCount
    bytes = (0..<image.size.height).flatMap { row in
      samples[row * length..<(row + 1) * length] + [UInt8](repeating: 99, count: gap)
    }
    (width, height) = (Int32(image.size.width), Int32(image.size.height))
    channels = Int32(image.colorModel.channelCount)
    stride = gap == 0 ? 0 : UInt(length + gap)
  }

  /// Blackens the pixels, not what lies between rows.
  mutating func clear() {
    let length = Int(width * channels)
    for index in bytes.indices where index % Int(stride) < length { bytes[index] = 0 }
  }

  /// Calls `body` with what the library is told.
  mutating func described<Result>(_ body: (UnsafePointer<daefuse_image>) -> Result) -> Result {
    let (width, height, channels, stride) = (width, height, channels, stride)
    let isNull = isNull
    return bytes.withUnsafeMutableBufferPointer { bytes in
      var image = daefuse_image(
        pixels: isNull ? nil : bytes.baseAddress, width: width, height: height, channels: channels,
        stride: Int(bitPattern: stride))
      return withUnsafePointer(to: &image, body)
    }
  }
}
