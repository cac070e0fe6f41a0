// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

@testable import Video

@Suite(
  .tags(.endToEnd),
  .enabled("ffmpeg is wanted: Scripts/setup --tests installs it") {
    (try? FFmpegProgram()) != nil
  })
struct FFmpegTests {
  private let size = ImageSize(width: 64, height: 48)

  private func program() throws -> FFmpegProgram { try FFmpegProgram() }

  @Test func sixteenBitsAndTimesComeBackFromFFV1() throws {
    try withTemporaryFolder { folder in
      let frames = [0, 120, 160, 240].map { time in
        VideoFrame(
          image: Image(
            size: size, colorModel: .gray,
            samples: .uint16((0..<size.pixelCount).map { UInt16(($0 * 21 + time) % 65536) })),
          time: .milliseconds(time))
      }
      let path = "\(folder)/raw.mkv"
      try write(frames, to: FilmSink(path, program: program(), settings: .lossless))
      #expect(try allFrames(of: FFmpegSource(path, program: program())) == frames)
      let left = try entries(of: folder)
      #expect(left == ["raw.mkv"])
    }
  }

  @Test func aFilmOfOddSizeIsWrittenAndRead() throws {
    try withTemporaryFolder { folder in
      let odd = ImageSize(width: 63, height: 47)
      let image = Image(
        size: odd, colorModel: .rgb,
        samples: .uint8((0..<3 * odd.pixelCount).map { UInt8($0 / 3 % 63 * 4) }))
      let frames = (0..<10).map { VideoFrame(image: image, time: .milliseconds($0 * 40)) }
      let path = "\(folder)/film.mp4"
      try write(frames, to: FilmSink(path, program: program()))
      let found = try allFrames(of: FFmpegSource(path, program: program()))
      #expect(found.count == 10)
      #expect(found.last?.image.size == ImageSize(width: 64, height: 48))
      let shift = (found[9].time - found[0].time) / .milliseconds(1)
      #expect(abs(shift - 360) < 1)
    }
  }

  @Test func whatFFmpegSaysIsTold() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/none.mp4"
      let missing = #expect(throws: VideoError.self) {
        try allFrames(of: FFmpegSource(path, program: program()))
      }
      #expect(missing?.code == .ffmpeg && missing?.message.contains("No such file") == true)
      try Data("no film".utf8).write(to: URL(filePath: path))
      #expect(throws: VideoError.self) { try allFrames(of: FFmpegSource(path, program: program())) }
      let one = frame(size, at: .zero) { _ in 0 }
      let unwritable = #expect(throws: VideoError.self) {
        try write([one], to: FilmSink("\(folder)/film.nothing", program: program()))
      }
      #expect(unwritable?.code == .ffmpeg)
      let there = #expect(throws: VideoError.self) {
        try write([one], to: FilmSink(path, program: program()))
      }
      #expect(there?.code == .exists)
      let left = try entries(of: folder)
      #expect(left == ["none.mp4"])
    }
  }

  /// A writer that goes without an end leaves nothing behind.
  @Test func anUnfinishedFilmIsRemoved() throws {
    try withTemporaryFolder { folder in
      do {
        let one = frame(size, at: .zero) { _ in 0 }
        let writer = try FilmSink("\(folder)/film.mp4", program: program()).open(
          like: one, rate: .usual)
        try writer.write(one)
      }
      let left = try entries(of: folder)
      #expect(left.isEmpty)
    }
  }

  @Test func aReaderCanBeInterrupted() throws {
    let endless = FFmpegSource(
      "testsrc=s=64x48:r=25", program: try program(), options: ["-re", "-f", "lavfi"])
    let reader = try endless.open()
    _ = try reader.next()
    let interruption = reader.interruption
    Thread.detachNewThread { interruption() }
    var count = 0
    while count < 10_000, (try? reader.next()) != nil { count += 1 }
    #expect(count < 10_000)
  }

  @Test func aMissingProgramIsNamed() {
    let lost = #expect(throws: VideoError.self) {
      try FFmpegProgram(path: nil, environment: ["PATH": "/nowhere"])
    }
    #expect(lost?.code == .noFFmpeg && lost?.message.contains("--ffmpeg") == true)
    #expect(throws: VideoError.self) { try FFmpegProgram(path: "/nowhere/ffmpeg") }
  }

  /// Pictures that begin after the sound are not moved to its beginning.
  @Test func soundAndPictureStayTogether() throws {
    try withTemporaryFolder { (folder: String) throws in
      let (sound, path) = ("\(folder)/sound.mkv", "\(folder)/film.mkv")
      let maker = try ChildProcess(
        program().path,
        ["-loglevel", "error", "-f", "lavfi", "-i", "sine=d=1", "-f", "lavfi"]
          + ["-i", "testsrc=s=64x48:d=1", sound], .output)
      #expect(maker.wait().isSuccess)
      var settings = FilmSettings.lossless
      settings.soundOf = FFmpegSource(sound, program: try program())
      let frames = (0..<5).map { index in
        frame(size, at: .milliseconds(560 + 40 * index)) { _ in 9 }
      }
      try write(frames, to: FilmSink(path, program: program(), settings: settings))
      let first = try #require(try allFrames(of: FFmpegSource(path, program: program())).first)
      #expect(abs(first.time / .milliseconds(1) - 560) < 25)
    }
  }

  @Test func passwordsAreNotShown() throws {
    let source = FFmpegSource("rtsp://user:secret@camera:554/1?a=b@c", program: try program())
    #expect(source.name == "rtsp://camera:554/1?a=b@c")
    let refused = FFmpegSource("http://user:secret@127.0.0.1:1/film", program: try program())
    let error = #expect(throws: VideoError.self) { try allFrames(of: refused) }
    #expect(error?.description.contains("127.0.0.1") == true, "\(error?.message ?? "")")
    #expect(error?.message.contains("secret") == false, "\(error?.message ?? "")")
    #expect(source.isLive)
    #expect(!FFmpegSource("film@home.mp4", program: try program()).isLive)
  }
}
