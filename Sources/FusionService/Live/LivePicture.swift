// SPDX-License-Identifier: Apache-2.0

import Imaging
import Synchronization

/// A fused picture of live cameras.
final class LivePicture: Sendable {
  /// The picture.
  let image: Image
  /// When it was made.
  let time = ContinuousClock.now
  private let files = Mutex<[ImageFormat: [UInt8]]>([:])

  init(_ image: Image) { self.image = image }

  /// The bytes of a file, which is made once for all who look.
  ///
  /// - Throws: `ImagingError`.
  func encoded(as format: ImageFormat) throws -> [UInt8] {
    try files.withLock { files in
      if let file = files[format] { return file }
      let made = try image.encoded(as: format, quality: 85)
      files[format] = made
      return made
    }
  }
}
