// SPDX-License-Identifier: Apache-2.0

import Imaging
import Synchronization

/// A fused picture of live cameras.
final class LivePicture: Sendable {
  /// The picture.
  let image: Image
  /// When it was made.
  let time = ContinuousClock.now
  private let file = Mutex<[UInt8]?>(nil)

  init(_ image: Image) { self.image = image }

  /// The bytes of a JPEG file, which is made once for all who look.
  ///
  /// - Throws: `ImagingError`.
  func jpeg() throws -> [UInt8] {
    try file.withLock { file in
      if let file { return file }
      let made = try image.encoded(as: .jpeg, quality: 85)
      file = made
      return made
    }
  }
}
