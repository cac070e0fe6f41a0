// SPDX-License-Identifier: Apache-2.0

internal import CImageCodecs

/// What the header of an image file says, which no pixel is decoded for.
package struct ImageHeader: Sendable, Equatable {
  /// Width and height, as displayed.
  package let size: ImageSize
  /// Channels, alpha among them.
  package let channelCount: Int
  /// The type of a decoded sample.
  package let depth: Depth
  /// Most bytes of memory that decoding takes beside the file.
  package let decodingByteCount: Int

  /// Reads the header in the bytes of a file; `path` is what errors name.
  ///
  /// - Throws: ``ImagingError`` where it is of no format that is read, damaged, or names more than
  ///   the policy allows.
  package init(
    encoded bytes: [UInt8], path: String, policy: ImageDecodingPolicy = .standard
  ) throws(ImagingError) {
    let layout = try EncodedImage(encoded: bytes, path: path).checkedLayout(policy).layout
    let stored = ImageSize(width: Int(layout.width), height: Int(layout.height))
    size = (Orientation(rawValue: layout.orientation) ?? .normal).displayed(stored)
    channelCount = Int(layout.channels)
    depth =
      switch layout.sample {
      case CI_UINT16: .uint16
      case CI_FLOAT32: .float
      default: .uint8
      }
    decodingByteCount = Int(layout.peakByteCount)
  }
}
