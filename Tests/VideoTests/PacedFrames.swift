// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging

@testable import Video

/// A camera: pictures in real time, with the time of the wall's clock.
struct PacedFrames: FrameSource {
  let name: String
  let isLive = true
  /// The pictures, the last one over and over.
  var images: [Image]
  /// From picture to picture.
  var period = Duration.milliseconds(40)
  /// How long a picture is under way after its time.
  var delay = Duration.zero
  /// How long it sends nothing at the beginning.
  var late = Duration.zero
  /// After how many pictures the clock is set back by an hour; nil: never.
  var isSetBackAfter: Int?
  /// What must be so before it begins at all; asked again and again.
  var mayBegin: @Sendable () -> Bool = { true }

  func open() -> any FrameReader { Reader(self) }

  private final class Reader: FrameReader {
    let rate: FrameRate? = nil
    let interruption: @Sendable () -> Void = {}
    private let camera: PacedFrames
    private var start = Date().timeIntervalSince1970
    private var count = 0

    init(_ camera: PacedFrames) { self.camera = camera }

    func next() -> VideoFrame? {
      while count == 0, !camera.mayBegin() {
        Thread.sleep(forTimeInterval: 0.01)
        start = Date().timeIntervalSince1970
      }
      let since = (camera.late + camera.period * count) / .seconds(1)
      let wait = start + since + camera.delay / .seconds(1) - Date().timeIntervalSince1970
      Thread.sleep(forTimeInterval: max(wait, 0))
      defer { count += 1 }
      let isSetBack = camera.isSetBackAfter.map { count >= $0 } ?? false
      return VideoFrame(
        image: camera.images[min(count, camera.images.count - 1)],
        time: .seconds(start + since - (isSetBack ? 3600 : 0)))
    }
  }
}
