// SPDX-License-Identifier: Apache-2.0

import Files
import Imaging

/// What a radiometric file holds, as its first bytes say.
package enum RadiometricKind: Sendable {
  /// A thermal image and a photo of the scene.
  case pair
  /// A thermal image.
  case thermalAlone

  /// As much of a file is looked at: segments of less than 64 KiB with EXIF and thumbnails, then
  /// the directory of a FLIR file or the first of DJI's values.
  package static let lookedAt = 1 << 18

  /// Looks at a file; nil where it is not radiometric, or cannot be read.
  package init?(ofFileAt path: String) {
    guard let file = try? OpenFile(path: path),
      let bytes = try? file.bytes(in: 0..<min(file.byteCount, Self.lookedAt)),
      let kind = Self(beginningWith: bytes)
    else { return nil }
    self = kind
  }

  /// The same of the first bytes.
  package init?(beginningWith bytes: [UInt8]) {
    let segments = JPEGSegment.all(in: bytes[...])
    let isFile = bytes.starts(with: Array("FFF".utf8) + [0])
    let start = isFile ? bytes[...] : FLIRChunks(segments)?.first
    if let start, let directory = try? FLIRDirectory(start), directory.has(.rawImage) {
      self = directory.has(.photo) ? .pair : .thermalAlone
    } else if DJIValues(segments, screen: JPEGHeader(bytes)?.storedSize) != nil {
      self = .thermalAlone
    } else {
      return nil
    }
  }
}
