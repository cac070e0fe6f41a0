// SPDX-License-Identifier: Apache-2.0

import Cameras
import Imaging
import TestBasics

/// Pictures that tests put into files.
enum Pictures {
  /// A gray picture of one level.
  static func flat(_ width: Int, _ height: Int, level: UInt8 = 90) -> Image {
    let size = ImageSize(width: width, height: height)
    return Image(
      size: size, colorModel: .gray,
      samples: .uint8([UInt8](repeating: level, count: size.pixelCount)))
  }

  /// A JPEG file of a gray picture.
  static func jpeg(_ width: Int = 32, _ height: Int = 24) throws -> [UInt8] {
    try flat(width, height).encoded(as: .jpeg)
  }

  /// A PNG file of 16-bit values.
  static func png(_ values: [UInt16], _ width: Int) throws -> [UInt8] {
    let size = ImageSize(width: width, height: values.count / width)
    return try Image(size: size, colorModel: .gray, samples: .uint16(values)).encoded(as: .png)
  }

  /// Values that rise evenly, as a smooth scene's.
  static func ramp(_ width: Int, _ height: Int, from low: UInt16 = 15_000) -> [UInt16] {
    (0..<width * height).map { low + UInt16(40 * ($0 % width) + 10 * ($0 / width)) }
  }

  /// What the bytes of a file hold.
  static func read(
    _ bytes: [UInt8], policy: ImageDecodingPolicy = .standard
  ) throws -> RadiometricImage? {
    try RadiometricImage(encoded: bytes, path: "shot.jpg", policy: policy)
  }
}
