// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging

@testable import Video

/// A gray frame of 8 bits whose pixels are functions of their number.
func frame(_ size: ImageSize, at time: Duration, _ level: (Int) -> UInt8) -> VideoFrame {
  VideoFrame(
    image: Image(
      size: size, colorModel: .gray, samples: .uint8((0..<size.pixelCount).map(level))),
    time: time)
}

/// A source of frames that are there already.
struct ReadyFrames: FrameSource {
  let name = "frames"
  var isLive = false
  var isRepeatable = true
  let frames: [VideoFrame]
  var rate: FrameRate?

  func open() throws -> any FrameReader { Reader(frames[...], rate) }

  private final class Reader: FrameReader {
    let rate: FrameRate?
    let interruption: @Sendable () -> Void = {}
    private var frames: ArraySlice<VideoFrame>

    init(_ frames: ArraySlice<VideoFrame>, _ rate: FrameRate?) {
      (self.frames, self.rate) = (frames, rate)
    }

    func next() -> VideoFrame? { frames.popFirst() }
  }
}

/// A source that repeats a picture 25 times a second of its own time, as fast as it is read.
struct EndlessFrames: FrameSource {
  let name = "endless"
  let isLive = false
  let image: Image

  func open() -> any FrameReader { Reader(image) }

  private final class Reader: FrameReader {
    let rate = FrameRate(25)
    let interruption: @Sendable () -> Void = {}
    private let image: Image
    private var count = 0

    init(_ image: Image) { self.image = image }

    func next() -> VideoFrame? {
      defer { count += 1 }
      return VideoFrame(image: image, time: .milliseconds(40 * count))
    }
  }
}

/// All frames that a source has.
func allFrames(of source: any FrameSource) throws -> [VideoFrame] {
  let reader = try source.open()
  var frames: [VideoFrame] = []
  while let frame = try reader.next() { frames.append(frame) }
  return frames
}

/// Writes frames to a sink.
func write(_ frames: [VideoFrame], to sink: any FrameSink, rate: FrameRate = .usual) throws {
  let writer = try sink.open(like: frames[0], rate: rate)
  for frame in frames { try writer.write(frame) }
  try writer.finish()
}

/// Bytes of a file as a source of bytes.
func stream(of bytes: [UInt8], in folder: String) throws -> ByteStream {
  let path = "\(folder)/stream-\(UInt64.random(in: 0 ... .max))"
  try Data(bytes).write(to: URL(filePath: path))
  return try ByteStream(path: path)
}

/// Names in a folder.
func entries(of folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder)
}
