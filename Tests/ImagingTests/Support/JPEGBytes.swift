// SPDX-License-Identifier: Apache-2.0

import Imaging

/// JPEG files that are odd in one way, made of a sound one.
enum JPEGBytes {
  /// A sound file, 48x32, in color.
  static func sound() throws -> [UInt8] {
    let samples = (0..<3 * 48 * 32).map { UInt8(truncatingIfNeeded: $0 / 5 * 3) }
    let image = Image(
      size: ImageSize(width: 48, height: 32), colorModel: .rgb, samples: .uint8(samples))
    return try image.encoded(as: .jpeg)
  }

  /// With bytes in front of the first segment of a kind.
  static func inserting(_ bytes: [UInt8], before marker: UInt8) throws -> [UInt8] {
    var file = try sound()
    file.insert(contentsOf: bytes, at: try place(of: marker, in: file))
    return file
  }

  /// Where the first segment of a kind begins.
  static func place(of marker: UInt8, in file: [UInt8]) throws -> Int {
    struct NoSuchSegment: Error {}
    guard let place = file.firstRange(of: [0xFF, marker])?.lowerBound else { throw NoSuchSegment() }
    return place
  }

  /// A comment of a few bytes.
  static let comment: [UInt8] = [0xFF, 0xFE, 0, 6] + Array("note".utf8)

  /// EXIF data with an orientation alone.
  static func exif(orientation: UInt8) -> [UInt8] {
    let block: [UInt8] =
      Array("Exif\0\0MM\0*".utf8) + [0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0]
      + [orientation, 0, 0, 0, 0, 0, 0]
    return [0xFF, 0xE1, 0, UInt8(block.count + 2)] + block
  }
}
