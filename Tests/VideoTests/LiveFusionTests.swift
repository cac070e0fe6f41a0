// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Foundation
import Imaging
import Synchronization
import TestBasics
import Testing

@testable import Video

/// Two cameras in real time, without ffmpeg.
@Suite(.tags(.unit), .serialized, .timeLimit(.minutes(10))) struct LiveFusionTests {
  private let size = ImageSize(width: 32, height: 24)

  private func image(_ size: ImageSize, _ level: UInt8) -> Image {
    frame(size, at: .zero) { UInt8($0 % 32) + level }.image
  }

  private func camera(_ name: String, _ level: UInt8) -> PacedFrames {
    PacedFrames(name: name, images: [image(size, level)])
  }

  /// Fuses so many frames to a file.
  private func run(
    _ first: any FrameSource, _ second: any FrameSource, frames: Int, to path: String,
    begun: Flag = Flag(), _ change: (inout VideoFusion) -> Void = { _ in }
  ) async throws -> VideoReport {
    let isEnough = Flag()
    var fusion = VideoFusion()
    fusion.isToStop = { isEnough.isSet }
    change(&fusion)
    var last = VideoReport()
    let reports = fusion.reports(
      of: first, second, by: ClassicalMethod.average, into: Y4MSink(path: path, replacing: true))
    for try await report in reports {
      last = report
      if report.frameCount >= 3 { begun.set() }
      if report.frameCount >= frames { isEnough.set() }
    }
    return last
  }

  /// A frame waits for its partner, which is longer under way.
  @Test func aLaterCameraIsWaitedFor() async throws {
    try await withTemporaryFolder { folder in
      var second = camera("infrared", 120)
      second.delay = .milliseconds(60)
      let report = try await run(
        camera("visible", 20), second, frames: 40, to: "\(folder)/fused.y4m")
      #expect(report.heldCount + report.aloneCount < 20, "\(report)")
    }
  }

  /// The second camera is not there at the beginning: the first one stands alone, then pairs.
  @Test func aLateCameraJoins() async throws {
    try await withTemporaryFolder { folder in
      // However slow the machine is: once frames of the first one alone are told of.
      let begun = Flag()
      var second = camera("infrared", 120)
      second.mayBegin = { begun.isSet }
      let path = "\(folder)/fused.y4m"
      let report = try await run(
        camera("visible", 20), second, frames: 60, to: path, begun: begun)
      #expect(report.aloneCount >= 3 && report.aloneCount < report.frameCount, "\(report)")
      let found = try allFrames(of: PipeSource(path: path))
      #expect(found.first?.image == image(size, 20))
      #expect(found.last?.image != image(size, 20))
    }
  }

  /// A camera comes back with pictures of another size: film and record keep theirs.
  @Test func aSizeThatChangesIsResized() async throws {
    try await withTemporaryFolder { folder in
      let other = ImageSize(width: 48, height: 36)
      var (first, second) = (camera("visible", 20), camera("infrared", 120))
      first.images = [Image](repeating: image(size, 20), count: 12) + [image(other, 20)]
      second.images = [Image](repeating: image(size, 120), count: 12) + [image(other, 120)]
      let (path, record) = ("\(folder)/fused.y4m", "\(folder)/record.y4m")
      let report = try await run(first, second, frames: 25, to: path) {
        $0.recording = Y4MSink(path: record)
      }
      #expect(report.resizedCount > 0 && report.unrecordedCount > 0, "\(report)")
      let found = try allFrames(of: PipeSource(path: path))
      #expect(found.count == report.frameCount && found.allSatisfy { $0.image.size == size })
      let recorded = try allFrames(of: PipeSource(path: record))
      #expect(!recorded.isEmpty && recorded.allSatisfy { $0.image == image(size, 120) })
    }
  }

  /// What comes then has the times of what there was: the film is completed.
  @Test func aClockThatIsSetBackEndsTheFilm() async throws {
    try await withTemporaryFolder { folder in
      var (first, second) = (camera("visible", 20), camera("infrared", 120))
      (first.isSetBackAfter, second.isSetBackAfter) = (15, 15)
      let told = Mutex<[String]>([])
      let path = "\(folder)/fused.y4m"
      let report = try await run(first, second, frames: .max, to: path) {
        $0.tell = { notice in told.withLock { $0.append("\(notice)") } }
      }
      #expect((1...15).contains(report.frameCount), "\(report)")
      #expect(try allFrames(of: PipeSource(path: path)).count == report.frameCount)
      #expect(told.withLock { $0 } == ["The clock was set back by 3599 s: the film ends here"])
    }
  }

  /// Ctrl-C stops what feeds a pipe, too, in the middle of a frame.
  @Test func aSourceThatBreaksOffAtTheEndLosesNoFilm() async throws {
    try await withTemporaryFolder { folder in
      let isEnough = Flag()
      let path = "\(folder)/fused.y4m"
      let second = ReadyFrames(
        frames: (0..<9).map { frame(size, at: .milliseconds(40 * $0)) { UInt8($0 % 32) } })
      let first = BreakingFrames(frames: second.frames) { isEnough.isSet }
      let report = try await run(first, second, frames: .max, to: path, begun: isEnough) {
        $0.isToStop = { isEnough.isSet }
      }
      #expect(report.frameCount >= 3, "\(report)")
      #expect(try allFrames(of: PipeSource(path: path)).count == report.frameCount)
    }
  }

  /// What a camera has sent cannot be had again.
  @Test func aSinkThatFailsLeavesTheRecord() async throws {
    try await withTemporaryFolder { folder in
      let record = "\(folder)/record.y4m"
      var fusion = VideoFusion()
      fusion.recording = Y4MSink(path: record)
      let reports = fusion.reports(
        of: camera("visible", 20), camera("infrared", 120), by: ClassicalMethod.average,
        into: FailingSink(after: 5))
      var failure: VideoError?
      do { for try await _ in reports {} } catch let error as VideoError { failure = error }
      #expect(failure?.message == "full")
      #expect(try !allFrames(of: PipeSource(path: record)).isEmpty)
    }
  }

  /// A camera that never comes is told of, and given up where that is wanted.
  @Test func aCameraThatNeverComesIsGivenUp() async throws {
    try await withTemporaryFolder { folder in
      var first = camera("visible", 20)
      first.late = .seconds(3)
      let error = await #expect(throws: VideoError.self) {
        try await run(first, camera("infrared", 120), frames: 1, to: "\(folder)/fused.y4m") {
          $0.waitLimit = .milliseconds(300)
        }
      }
      #expect(error?.code == .unreadable && error?.subject == "visible")
      let left = try entries(of: folder)
      #expect(left.isEmpty)
    }
  }

  @Test func silenceIsToldEveryFiveSeconds() {
    let told = Mutex<[String]>([])
    let watch = SilenceWatch(limit: .seconds(20)) { notice in
      told.withLock { $0.append("\(notice)") }
    }
    func silences(_ seconds: Double) -> [SourceSilence] {
      [
        SourceSilence(source: "a", time: .seconds(seconds), reason: "ffmpeg: refused"),
        SourceSilence(source: "b", time: .zero, reason: nil),
      ]
    }
    for seconds in [1.0, 4.9, 5.1, 5.2, 9.9, 10.1, 0.1, 5.1] {
      #expect(!watch.look(at: silences(seconds)))
    }
    #expect(
      told.withLock { $0 }
        == [5, 10, 5].map { "Waiting for a: nothing for \($0) s (ffmpeg: refused)" })
    #expect(watch.givenUp == nil)
    #expect(watch.look(at: silences(20.1)))
    #expect(watch.givenUp?.source == "a")
  }
}

/// A pipe whose other end is killed once something is so, when it has sent its frames.
private struct BreakingFrames: FrameSource {
  let name = "pipe"
  let isLive = false
  let frames: [VideoFrame]
  let breaks: @Sendable () -> Bool

  func open() -> any FrameReader { Reader(frames[...], breaks) }

  private final class Reader: FrameReader {
    let rate: FrameRate? = FrameRate(25)
    let interruption: @Sendable () -> Void = {}
    private var frames: ArraySlice<VideoFrame>
    private let breaks: @Sendable () -> Bool

    init(_ frames: ArraySlice<VideoFrame>, _ breaks: @escaping @Sendable () -> Bool) {
      (self.frames, self.breaks) = (frames, breaks)
    }

    func next() throws(VideoError) -> VideoFrame? {
      if let frame = frames.popFirst() { return frame }
      while !breaks() { Thread.sleep(forTimeInterval: 0.001) }
      throw VideoError(.malformed, "pipe", "ends within a frame")
    }
  }
}

/// A sink that takes so many frames.
private struct FailingSink: FrameSink {
  let name = "sink"
  let after: Int

  func open(like frame: VideoFrame, rate: FrameRate) -> any FrameWriter { Writer(after) }

  private final class Writer: FrameWriter {
    private var left: Int

    init(_ count: Int) { left = count }

    func write(_ frame: VideoFrame) throws(VideoError) {
      left -= 1
      if left < 0 { throw VideoError(.unwritable, nil, "full") }
    }

    func finish() {}
  }
}

/// Something that is so from some moment on.
private final class Flag: Sendable {
  private let state = Mutex(false)
  var isSet: Bool { state.withLock { $0 } }
  func set() { state.withLock { $0 = true } }
}
