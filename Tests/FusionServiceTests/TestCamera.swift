// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import Synchronization
import Video

/// A camera of gray pictures, 50 a second, that can be taken away.
struct TestCamera: FrameSource {
  let name: String
  let isLive = true
  /// The gray of all its pixels.
  let level: UInt8
  private let cable = Cable()

  /// Its pictures' size.
  static let size = ImageSize(width: 48, height: 32)

  private final class Cable: Sendable {
    let isIn = Mutex(true)
  }

  init(level: UInt8, host: String = "camera.example") {
    (self.level, name) = (level, "rtsp://user@\(host)/stream")
  }

  /// Sends nothing from now on, and cannot be opened, or does so again.
  func plug(_ isIn: Bool) { cable.isIn.withLock { $0 = isIn } }

  func open() throws -> any FrameReader {
    guard cable.isIn.withLock(\.self) else { throw POSIXError(.ECONNREFUSED) }
    return Reader(self)
  }

  private final class Reader: FrameReader {
    let rate: FrameRate? = nil
    let interruption: @Sendable () -> Void = {}
    private let camera: TestCamera

    init(_ camera: TestCamera) { self.camera = camera }

    func next() throws -> VideoFrame? {
      Thread.sleep(forTimeInterval: 0.02)
      guard camera.cable.isIn.withLock(\.self) else { return nil }
      let size = TestCamera.size
      return VideoFrame(
        image: Image(
          size: size, colorModel: .gray,
          samples: .uint8([UInt8](repeating: camera.level, count: size.pixelCount))),
        time: .seconds(Date().timeIntervalSince1970))
    }
  }
}
