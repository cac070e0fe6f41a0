// SPDX-License-Identifier: Apache-2.0

import Imaging

/// What a sensor measured, 16 bits a pixel, row by row.
struct RawPlane: Equatable {
  /// Width and height in pixels.
  let size: ImageSize
  /// `size.pixelCount` values.
  let values: [UInt16]

  /// Takes values as they lie in a file; bytes beyond them are let be.
  ///
  /// - Throws: ``CamerasError`` with `unsupported` where the bytes are too few: another kind of
  ///   packing, or `tooLarge`.
  init(
    _ bytes: ArraySlice<UInt8>, _ size: ImageSize, isLittleEndian: Bool,
    _ policy: ImageDecodingPolicy
  ) throws(CamerasError) {
    guard !bytes.starts(with: [0xFF, 0xD8]) else {
      throw CamerasError(
        .unsupported,
        "its thermal image is a JPEG or JPEG-LS picture; a PNG or 2 bytes a pixel are read")
    }
    guard size.pixelCount > 0, bytes.count >= 2 * size.pixelCount else {
      throw CamerasError(
        .unsupported,
        "its thermal image is of \(size) pixels in \(bytes.count) bytes; a PNG or 2 bytes a pixel"
          + " are read")
    }
    guard size.pixelCount <= policy.maximumPixelCount else {
      throw CamerasError(
        .tooLarge,
        "its thermal image is of \(size) pixels; \(policy.maximumPixelCount) in all are allowed")
    }
    self.size = size
    let stored = bytes.withUnsafeBytes { buffer in
      (0..<size.pixelCount).map {
        let value = buffer.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self)
        return isLittleEndian ? UInt16(littleEndian: value) : UInt16(bigEndian: value)
      }
    }
    // Some records are in another order than their values.
    let isSwapped =
      policy.byteOrder == .swapped
      || policy.byteOrder == .recognized && areSwapped(stored, width: size.width)
    values = isSwapped ? stored.map(\.byteSwapped) : stored
  }

  /// The plane as it is turned for display.
  func turned(by orientation: Orientation) -> RawPlane {
    RawPlane(
      size: orientation.displayed(size),
      values: orientation.apply(to: values, size: size, channels: 1))
  }

  private init(size: ImageSize, values: [UInt16]) { (self.size, self.values) = (size, values) }

  /// Takes the values of a gray PNG of 16 bits, whose size counts. Most cameras write the bytes of
  /// its samples in the wrong order: the order in which the image is the smoother is taken.
  ///
  /// - Throws: ``CamerasError`` with `unsupported` for another PNG, `ImagingError` for one that
  ///   cannot be read.
  init(png bytes: ArraySlice<UInt8>, path: String, policy: ImageDecodingPolicy) throws {
    let image = try Image(encoded: Array(bytes), path: path, policy: policy.ofPart)
    guard case .uint16(let values) = image.samples, image.colorModel == .gray else {
      throw CamerasError(
        .unsupported, "its thermal image is a PNG of another kind; gray of 16 bits is read")
    }
    let isSwapped =
      policy.byteOrder == .swapped
      || policy.byteOrder == .recognized && areSmoother(swapping: values, width: image.size.width)
    size = image.size
    self.values = isSwapped ? values.map(\.byteSwapped) : values
  }
}
