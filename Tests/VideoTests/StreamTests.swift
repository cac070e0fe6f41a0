// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Foundation
import Imaging
import TestBasics
import Testing

@testable import Video

/// Streams that are not as they should be, and ways out, with real ffmpeg.
@Suite(
  .tags(.endToEnd), .serialized, .timeLimit(.minutes(10)),
  .enabled("ffmpeg is wanted: Scripts/setup --tests installs it") {
    (try? FFmpegProgram()) != nil
  })
struct StreamTests {
  private let size = ImageSize(width: 64, height: 48)

  /// Runs ffmpeg to its end.
  private func ffmpeg(_ words: [String]) throws {
    let maker = try ChildProcess(
      FFmpegProgram().path, ["-nostdin", "-loglevel", "error", "-y"] + words, .output)
    let end = maker.wait()
    try #require(end.isSuccess, "\(end.lastLine)")
    close(maker.descriptor)
  }

  private func source(_ path: String) throws -> FFmpegSource {
    FFmpegSource(path, program: try FFmpegProgram())
  }

  private func fused(
    _ first: any FrameSource, _ second: any FrameSource, into path: String
  ) async throws -> VideoReport {
    var last = VideoReport()
    let reports = VideoFusion().reports(
      of: first, second, by: ClassicalMethod.average, into: Y4MSink(path: path))
    for try await report in reports { last = report }
    return last
  }

  /// Frames at no rate at all keep their times, in and out: to a millisecond, which Matroska has.
  @Test(arguments: ["film.mkv", "film.mp4"]) func irregularTimesComeBack(_ name: String) throws {
    try withTemporaryFolder { folder in
      let times = [0, 37, 81, 160, 203, 999, 1004]
      let frames = times.map { time in frame(size, at: .milliseconds(time)) { UInt8($0 % 200) } }
      let path = "\(folder)/\(name)"
      try write(frames, to: FilmSink(path, program: FFmpegProgram()))
      let found = try allFrames(of: source(path)).map { $0.time / .milliseconds(1) }
      #expect(found.map { Int($0.rounded()) } == times, "\(found)")
    }
  }

  /// Two films joined: what comes after is resized to what was before.
  /// A film that does not fit on its disk, here for a limit of files' sizes, is none.
  @Test(arguments: ["film.mp4", "film.mkv"])
  func aFullDiskIsToldAtTheEnd(_ name: String) throws {
    try withTemporaryFolder { folder in
      let program = "\(folder)/ffmpeg"
      let script = """
        #!/bin/bash
        trap '' XFSZ
        ulimit -f 4
        exec "\(try FFmpegProgram().path)" "$@"
        """
      try script.write(toFile: program, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
      let size = ImageSize(width: 128, height: 96)
      var generator = SystemRandomNumberGenerator()
      let frames = (0..<5).map { index in
        frame(size, at: .milliseconds(40 * index)) { _ in .random(in: 0...255, using: &generator) }
      }
      let sink = FilmSink("\(folder)/\(name)", program: try FFmpegProgram(path: program))
      let error = #expect(throws: VideoError.self) { try write(frames, to: sink) }
      #expect(error?.message.contains("Error ") == true)
      #expect(try entries(of: folder) == ["ffmpeg"])
    }
  }

  @Test func aSizeThatChangesInTheMiddle() throws {
    try withTemporaryFolder { folder in
      for (name, size) in [("a", "64x48"), ("b", "96x80")] {
        try ffmpeg(
          ["-f", "lavfi", "-i", "testsrc=s=\(size):r=25:d=0.4", "-c:v", "libx264"]
            + ["-f", "mpegts", "\(folder)/\(name).ts"])
      }
      let parts = try ["a", "b"].map { try Data(contentsOf: URL(filePath: "\(folder)/\($0).ts")) }
      let path = "\(folder)/both.ts"
      try (parts[0] + parts[1]).write(to: URL(filePath: path))
      let found = try allFrames(of: source(path))
      #expect(found.count >= 18, "\(found.count)")
      #expect(found.allSatisfy { $0.image.size == size })
    }
  }

  /// Five frames of the infrared film are lost: the last one before them stands in.
  @Test func lostFramesAreHeld() async throws {
    try await withTemporaryFolder { folder in
      let film = ["-f", "lavfi", "-i", "testsrc=s=64x48:r=25:d=1"]
      try ffmpeg(film + ["-c:v", "ffv1", "\(folder)/visible.mkv"])
      try ffmpeg(
        film + ["-vf", "select=not(between(n\\,10\\,14))", "-vsync", "passthrough"]
          + ["-c:v", "ffv1", "\(folder)/infrared.mkv"])
      let report = try await fused(
        source("\(folder)/visible.mkv"), source("\(folder)/infrared.mkv"),
        into: "\(folder)/fused.y4m")
      #expect(report.frameCount == 25 && report.aloneCount == 0)
      #expect(report.heldCount == 5, "\(report)")
      #expect(report.skew.quantile(0.5) == .zero)
    }
  }

  /// Two frames have changed places: those that came too late are left out, the others pair.
  @Test func framesOutOfOrder() async throws {
    try await withTemporaryFolder { folder in
      let path = "\(folder)/infrared.nut"
      let times = [0, 40, 120, 80, 160, 200, 280, 240, 320]
      let output = try FileOutput(path: path, replacing: false)
      let frames = times.map { time in frame(size, at: .milliseconds(time)) { UInt8($0 % 200) } }
      let writer = try NUTWriter(output, like: frames[0])
      for frame in frames { try writer.write(frame) }
      try writer.finish()
      let found = try allFrames(of: source(path)).map(\.time)
      #expect(found.count >= 7)
      let first = ReadyFrames(
        frames: times.sorted().map { time in
          frame(size, at: .milliseconds(time)) { UInt8($0 % 200) }
        })
      let report = try await fused(first, source(path), into: "\(folder)/fused.y4m")
      #expect(report.frameCount == 9 && report.aloneCount == 0, "\(report)")
      #expect(report.heldCount == 2, "\(report)")
    }
  }

  @Test(arguments: ["film.mjpeg", "film.avi"]) func motionJPEG(_ name: String) throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/\(name)"
      let frames = (0..<5).map { index in
        frame(size, at: .milliseconds(40 * index)) { UInt8($0 % 64) + 100 }
      }
      try write(
        frames, to: FilmSink(path, program: FFmpegProgram(), settings: FilmSettings(for: path)))
      let bytes = try Data(contentsOf: URL(filePath: path))
      #expect(
        name.hasSuffix("avi") ? bytes.starts(with: "RIFF".utf8) : bytes.starts(with: [0xFF, 0xD8]))
      let found = try allFrames(of: source(path))
      #expect(found.count == 5 && found.allSatisfy { $0.image.size == size })
    }
  }

  /// A server that takes a stream gets all of it.
  @Test func aStreamIsPushedToAServer() async throws {
    try await withTemporaryFolder { folder in
      let address = "rtsp://127.0.0.1:\(try freePort())/fused"
      let path = "\(folder)/taken.mkv"
      let program = try FFmpegProgram()
      let server = try ChildProcess(
        program.path,
        ["-nostdin", "-loglevel", "error", "-rtsp_flags", "listen", "-i", address]
          + ["-c", "copy", path], .output)
      defer {
        server.terminate()
        close(server.descriptor)
      }
      let frames = (0..<50).map { index in
        frame(size, at: .milliseconds(40 * index)) { UInt8(($0 + index) % 200) }
      }
      var hasTaken = false
      // Until it listens.
      for _ in 0..<50 where !hasTaken {
        hasTaken = (try? write(frames, to: FilmSink(address, program: program))) != nil
        if !hasTaken { try await Task.sleep(for: .milliseconds(100)) }
      }
      #expect(hasTaken)
      #expect(server.wait().isSuccess)
      let found = try allFrames(of: source(path))
      #expect(found.count >= 45 && found.allSatisfy { $0.image.size == size }, "\(found.count)")
    }
  }

  /// Another file has come to the place meanwhile: it stays.
  @Test func aFileThatCameMeanwhileStays() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/film.mkv"
      let one = frame(size, at: .zero) { _ in 0 }
      let writer = try FilmSink(path, program: FFmpegProgram()).open(like: one, rate: .usual)
      try writer.write(one)
      try Data("other".utf8).write(to: URL(filePath: path))
      let error = #expect(throws: VideoError.self) { try writer.finish() }
      #expect(error?.code == .exists)
      #expect(try Data(contentsOf: URL(filePath: path)) == Data("other".utf8))
    }
  }

  /// Where no second pipe can be made the first one is closed.
  @Test func noPipeIsLeftOpen() throws {
    var made: [ChildPipe] = []
    var inodes: [ino_t?] = []
    // What a descriptor is of; its number alone may be another test's by now.
    func inode(_ descriptor: Int32) -> ino_t? {
      var status = stat()
      return fstat(descriptor, &status) == 0 ? status.st_ino : nil
    }
    let failure = VideoError(.ffmpeg, nil, "no pipe can be made")
    #expect(throws: VideoError.self) {
      try ChildPipe.two { () throws(VideoError) in
        guard made.isEmpty else { throw failure }
        made.append(try ChildPipe())
        inodes = [made[0].ours, made[0].theirs].map(inode)
        return made[0]
      }
    }
    let pipe = try #require(made.first)
    #expect(!inodes.contains(nil))
    #expect(inode(pipe.ours) != inodes[0] && inode(pipe.theirs) != inodes[1])
  }
}
