// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Foundation
import Fusion
import Imaging
import TestBasics
import Testing

@testable import Video

@Suite(.tags(.unit)) struct VideoFusionTests {
  private let size = ImageSize(width: 32, height: 24)

  private func film(_ milliseconds: [Int], _ level: UInt8) -> ReadyFrames {
    ReadyFrames(
      frames: milliseconds.map { time in
        frame(size, at: .milliseconds(time)) { UInt8($0 % 32) + level }
      })
  }

  private func run(
    _ first: ReadyFrames, _ second: ReadyFrames, into sink: any FrameSink,
    _ change: (inout VideoFusion) -> Void = { _ in }
  ) async throws -> VideoReport {
    var fusion = VideoFusion()
    change(&fusion)
    var last = VideoReport()
    let reports = fusion.reports(of: first, second, by: ClassicalMethod.average, into: sink)
    for try await report in reports { last = report }
    return last
  }

  @Test func framesAreFusedAsImagesAre() async throws {
    try await withTemporaryFolder { folder in
      let path = "\(folder)/fused.y4m"
      let (first, second) = (film([0, 40, 80], 20), film([0, 40, 80], 120))
      let report = try await run(first, second, into: Y4MSink(path: path))
      #expect(report.frameCount == 3)
      #expect(report.aloneCount == 0 && report.heldCount == 0)
      let found = try allFrames(of: PipeSource(path: path))
      #expect(found.map(\.time) == [0, 40, 80].map { .milliseconds($0) })
      let wanted = try await PairFusion()(
        first.frames[0].image, second.frames[0].image, by: ClassicalMethod.average)
      #expect(found.allSatisfy { $0.image == wanted })
    }
  }

  /// A second source that begins late and ends early: the first one alone, as it is.
  @Test func theLeaderStandsAlone() async throws {
    try await withTemporaryFolder { folder in
      let path = "\(folder)/fused.y4m"
      let first = film([0, 40, 80, 120], 20)
      let report = try await run(first, film([40], 120), into: Y4MSink(path: path)) {
        $0.pairing.hold = .zero
      }
      #expect((report.frameCount, report.aloneCount, report.heldCount) == (4, 3, 0))
      let found = try allFrames(of: PipeSource(path: path))
      #expect(found[0].image == first.frames[0].image)
      #expect(found[1].image != first.frames[1].image)
      #expect(found[3].image == first.frames[3].image)
    }
  }

  /// An infrared camera of 8 bits changes its gain: the fused film does not show it.
  @Test func aGainStepDoesNotPass() async throws {
    try await withTemporaryFolder { folder in
      let infrared = ReadyFrames(
        frames: (0..<8).map { index in
          frame(size, at: .milliseconds(40 * index)) { pixel in
            let level = 60 + (pixel * 37) % 90
            return UInt8(index < 5 ? level : level * 23 / 20 + 10)
          }
        })
      let visible = film((0..<8).map { $0 * 40 }, 100)
      func largestJump(_ steadiness: Steadiness?) async throws -> Double {
        let sink = Y4MSink(path: "\(folder)/fused.y4m", replacing: true)
        _ = try await run(visible, infrared, into: sink) { $0.steadiness = steadiness }
        let means = try allFrames(of: PipeSource(path: sink.name)).map { frame in
          Double(frame.image.luminance().values.reduce(0, +)) * 255 / Double(size.pixelCount)
        }
        return zip(means, means.dropFirst()).map { abs($0 - $1) }.max() ?? 0
      }
      let (plain, steady) = try await (largestJump(nil), largestJump(Steadiness()))
      #expect(plain > 10)
      #expect(steady < 1)
    }
  }

  @Test func theSecondIsRecordedAsItCame() async throws {
    try await withTemporaryFolder { folder in
      let second = film([0, 40], 120)
      _ = try await run(film([0, 40], 20), second, into: Y4MSink(path: "\(folder)/a.y4m")) {
        $0.recording = Y4MSink(path: "\(folder)/b.y4m")
      }
      #expect(try allFrames(of: PipeSource(path: "\(folder)/b.y4m")) == second.frames)
    }
  }

  @Test func nothingHalfWrittenIsLeft() async throws {
    try await withTemporaryFolder { folder in
      let bad = ReadyFrames(
        frames: film([0, 40], 20).frames + [
          frame(ImageSize(width: 40, height: 24), at: .seconds(1)) { _ in 0 }
        ])
      await #expect(throws: VideoError.self) {
        try await run(bad, film([0, 40], 120), into: Y4MSink(path: "\(folder)/fused.y4m"))
      }
      let left = try entries(of: folder)
      #expect(left.isEmpty)
    }
  }

  /// Live times are those of the wall's clock, a film's begin at 0: nothing would ever pair.
  @Test func aFilmAndALiveSourceAreRefused() async throws {
    try await withTemporaryFolder { folder in
      let film = film([0, 40], 20)
      var live = film
      live.isLive = true
      let reports = VideoFusion().reports(
        of: film, live, by: ClassicalMethod.average, into: Y4MSink(path: "\(folder)/fused.y4m"))
      let error = await #expect(throws: VideoError.self) { for try await _ in reports {} }
      #expect(error?.code == .pairing)
    }
  }

  @Test func aFolderOfFramesIsAFilm() throws {
    try withTemporaryFolder { folder in
      let frames = film([0, 100, 200], 20).frames
      try write(frames, to: FrameFolderSink(path: "\(folder)/in"))
      let rate = try #require(FrameRate(10))
      #expect(try allFrames(of: FrameFolder(path: "\(folder)/in", rate: rate)) == frames)
    }
  }

  @Test func oneSourceHoldsBothPictures() async throws {
    try await withTemporaryFolder { folder in
      let both = frame(size, at: .zero) { $0 % 32 < 16 ? 20 : 220 }
      var last = VideoReport()
      let sink = Y4MSink(path: "\(folder)/fused.y4m")
      let reports = VideoFusion().reports(
        of: ReadyFrames(frames: [both]), .sideBySide, by: ClassicalMethod.average, into: sink)
      for try await report in reports { last = report }
      #expect(last.frameCount == 1)
      let fused = try #require(try allFrames(of: PipeSource(path: sink.name)).first)
      #expect(fused.image.size == ImageSize(width: 16, height: 24))
      #expect(fused.image.samples == .uint8([UInt8](repeating: 120, count: 384)))
    }
  }

  @Test func theLowerHalfHoldsSixteenBits() throws {
    let samples: [UInt16] = [0x8000, 0x8001, 0x8002, 0x8003, 30004, 30005, 30006, 30007]
    let image = Image(
      size: ImageSize(width: 2, height: 4), colorModel: .gray, samples: .uint16(samples))
    let (first, second) = try FrameLayout.lowerHalf16Bit.pictures(of: image, in: "camera")
    #expect(first.samples == .uint8([0, 1, 2, 3]))
    #expect(second.samples == .uint16([30004, 30005, 30006, 30007]))
    let odd = frame(ImageSize(width: 3, height: 3), at: .zero) { _ in 0 }.image
    for layout in FrameLayout.allCases {
      #expect(throws: VideoError.self) { try layout.pictures(of: odd, in: "camera") }
    }
  }

  @Test func leavingTheLoopEndsTheReading() async throws {
    try await withTemporaryFolder { folder in
      let endless = EndlessFrames(image: film([0], 20).frames[0].image)
      let reports = VideoFusion().reports(
        of: endless, endless, by: ClassicalMethod.average,
        into: Y4MSink(path: "\(folder)/fused.y4m"))
      for try await report in reports where report.frameCount > 2 { break }
      for _ in 0..<100 where try !entries(of: folder).isEmpty {
        try await Task.sleep(for: .milliseconds(50))
      }
      let left = try entries(of: folder)
      #expect(left.isEmpty)
    }
  }

  @Test func ratesAndRawLayoutsAreRead() {
    #expect(FrameRate("29.97") == FrameRate(29970, 1000))
    #expect(FrameRate("30000/1001")?.time(ofFrame: 30000) == .seconds(1001))
    for bad in ["0", "-1", "x", "1/0", "2000", "", "nan", "1e99"] { #expect(FrameRate(bad) == nil) }
    let layout = RawLayout("640x512:gray16le@30")
    #expect(layout?.size == ImageSize(width: 640, height: 512))
    #expect(layout?.format == .gray16le && layout?.rate == FrameRate(30))
    for bad in ["640x512", "640:gray@30", "0x5:gray@30", "9999999x9999999:gray@1", "6x5:blue@3"] {
      #expect(RawLayout(bad) == nil)
    }
  }
}
