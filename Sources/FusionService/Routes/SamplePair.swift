// SPDX-License-Identifier: Apache-2.0

import Imaging
import Scenes
import Synchronization

/// The rendered pair that people begin with, made when it is asked for first.
final class SamplePair: Sendable {
  private let files = Mutex<(first: [UInt8], second: [UInt8])?>(nil)

  /// The bytes of both PNG files, 640x480.
  ///
  /// - Throws: `ImagingError`.
  func pngs() throws -> (first: [UInt8], second: [UInt8]) {
    try files.withLock { files in
      if let files { return files }
      let scene = RenderedScene(seed: 1, condition: .night)
      let made = (
        first: try scene.visible.encoded(as: .png), second: try scene.infrared.encoded(as: .png)
      )
      files = made
      return made
    }
  }
}
