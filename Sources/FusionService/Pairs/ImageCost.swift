// SPDX-License-Identifier: Apache-2.0

import Cameras
import HTTPTypes
import Imaging

/// What the images of a request cost, by their headers: looked at before any pixel is decoded.
struct ImageCost: Sendable {
  /// What a radiometric file may take: its pictures are read within this.
  private static let radiometricBytes = 192 << 20
  /// Pixels of the largest picture that is read of a radiometric file.
  private static let radiometricPixels = 20_000_000
  private let limits: ServiceLimits
  /// Bytes that decoding takes so far.
  private(set) var decodingBytes = 0
  /// Pixels of the largest image so far.
  private(set) var pixelCount = 0

  init(_ limits: ServiceLimits) { self.limits = limits }

  /// Adds a file.
  ///
  /// - Returns: How the file is to be read: within what was added.
  /// - Throws: `ImagingError` for a file that is no image or names more than is allowed;
  ///   ``Problem`` where all files together do.
  mutating func add(_ bytes: [UInt8], name: String) throws -> ImageDecodingPolicy {
    var policy = ImageDecodingPolicy(
      maximumByteCount: limits.decodingBytes, maximumPixelCount: limits.pixels)
    if RadiometricKind(beginningWith: Array(bytes.prefix(RadiometricKind.lookedAt))) != nil {
      policy.maximumByteCount = min(limits.decodingBytes, Self.radiometricBytes)
      policy.maximumPixelCount = min(limits.pixels, Self.radiometricPixels)
      decodingBytes += policy.maximumByteCount
      pixelCount = max(pixelCount, policy.maximumPixelCount / 16)
    } else {
      let header = try ImageHeader(encoded: bytes, path: name, policy: policy)
      decodingBytes += header.decodingByteCount
      pixelCount = max(pixelCount, header.size.pixelCount)
    }
    guard decodingBytes <= limits.decodingBytes else {
      throw Problem(
        .unprocessableContent, "image-size",
        "the images take \(decodingBytes >> 20) MiB of memory; \(limits.decodingBytes >> 20) are "
          + "allowed")
    }
    return policy
  }

  /// Counts an image that is larger than its file's header says, as one that is laid on another is.
  mutating func add(_ image: Image) { pixelCount = max(pixelCount, image.size.pixelCount) }

  /// Takes the memory for these images and for what is made of them, so many bytes a pixel.
  ///
  /// - Throws: ``Problem`` where it is not there now, or never.
  func reserve(
    in share: MemoryShare, beside bodyBytes: Int,
    bytesPerPixel: Int = ServedModel.usualBytesPerPixel
  ) throws(Problem) {
    let wanted = bodyBytes + decodingBytes + bytesPerPixel * pixelCount
    guard wanted <= limits.memoryBytes else {
      throw Problem(
        .unprocessableContent, "image-size",
        "fusing images of \(pixelCount) pixels takes some \(wanted >> 20) MiB of memory; the "
          + "service has \(limits.memoryBytes >> 20)")
    }
    try share.grow(to: wanted)
  }
}
