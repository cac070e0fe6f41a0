// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geometry
import Imaging
import Scenes
import TestSupport
import Testing
import Video

/// `daefuse video` as a user calls it, without ffmpeg: y4m and folders.
@Suite(.tags(.endToEnd)) struct VideoCommandTests {
  /// Twenty pairs of frames in folders.
  private func withFrames(_ body: (Workspace) throws -> Void) throws {
    try Workspace.with(pairs: 3, body)
  }

  @Test func foldersBecomeAFilm() throws {
    try withFrames { workspace in
      let arguments = ["video", workspace["visible"], workspace["infrared"], "--method", "max"]
      let film = try Command.run(arguments + ["-o", workspace["film.y4m"], "--rate", "10"])
      #expect(film.status == 0, "\(film.errors)")
      #expect(film.errors.contains("3 frames"))
      #expect(film.errors.contains("0 held, 0 alone, 0 dropped; skew 0 ms"))
      #expect(try workspace.bytes("film.y4m").starts(with: "YUV4MPEG2 W".utf8))
      let frames = try Command.run(arguments + ["-o", workspace["frames"], "--quiet"])
      #expect(frames.status == 0 && frames.errors.isEmpty, "\(frames.errors)")
      #expect(try workspace.files(in: "frames") == ["000000.png", "000001.png", "000002.png"])
      // The first frame has nothing to follow: it is what the pair of images gives.
      let pair = try Command.run(
        "fuse", workspace["visible/1.png"], workspace["infrared/1.png"], "-o", workspace["1.png"],
        "--method", "max")
      #expect(pair.status == 0)
      #expect(
        try Image(contentsOf: workspace["frames/000000.png"])
          == Image(contentsOf: workspace["1.png"]))
    }
  }

  @Test func noSourceIsReplaced() throws {
    try withFrames { workspace in
      let sources = [workspace["visible"], workspace["infrared"]]
      let film = workspace["film.y4m"]
      let calls: [(arguments: [String], says: String)] = [
        (["-o", sources[0]], "visible: is one of the inputs; another output is wanted"),
        (["-o", film, "--record", sources[1]], "infrared: is one of the inputs"),
        (["-o", film, "--record", film], "film.y4m: would be written twice; two names are wanted"),
      ]
      for (arguments, says) in calls {
        let refused = try Command.run(
          ["video"] + sources + ["--method", "max", "--overwrite"] + arguments)
        #expect(refused.status == 1 && refused.errors.contains(says), "\(refused.errors)")
      }
      #expect(try workspace.files(in: "visible") == ["1.png", "2.png", "3.png"])
      #expect(!FileManager.default.fileExists(atPath: film))
    }
  }

  @Test func outputsThatCannotBeAreToldAtOnce() throws {
    try withFrames { workspace in
      let sources = [workspace["visible"], workspace["infrared"]]
      let film = workspace["film.y4m"]
      let calls: [(arguments: [String], status: Int32, says: String)] = [
        (["-o", workspace["film.png"]], 2, "film.png: its extension \"png\" names no such film"),
        (["-o", workspace["film.xyz"]], 2, ".mp4, .mkv, .mov, .webm, .avi, .mjpeg or .y4m"),
        (["-o", workspace["nowhere/film.mp4"]], 1, "film.mp4: its folder is missing"),
        (
          ["-o", film, "--record", workspace["raw.mp4"]], 2,
          ".mkv, .nut, .avi, .mov or .y4m is wanted"
        ),
        (["-o", film, "--record", workspace["nowhere/raw.y4m"]], 1, "its folder is missing"),
      ]
      let before = try workspace.files(in: ".")
      for (arguments, status, says) in calls {
        let refused = try Command.run(["video"] + sources + ["--method", "max"] + arguments)
        #expect(refused.status == status && refused.errors.contains(says), "\(refused.errors)")
        #expect(try workspace.files(in: ".") == before)
      }
    }
  }

  @Test func optionsOfNoEffectAreTold() throws {
    try withFrames { workspace in
      let film = try Command.run(
        "video", workspace["visible"], workspace["infrared"], "--method", "max", "-o",
        workspace["film.y4m"], "--encoder", "libx265", "--model", "video", "--raw",
        "8x8:gray@25", "--palette", "iron")
      #expect(film.status == 0, "\(film.errors)")
      for line in [
        "--encoder: of no effect, as y4m is not written by ffmpeg",
        "--model: of no effect, as --method max is no network",
        "--raw: of no effect, as no source is - or a .raw file",
        "--palette: of no effect, as there is no --highlight to color",
      ] {
        #expect(film.errors.contains("Warning: \(line)\n"), "\(film.errors)")
      }
    }
  }

  @Test func framesOfALongerFilmAreToldOf() throws {
    try withFrames { workspace in
      let arguments = [
        "video", workspace["visible"], workspace["infrared"], "--method", "max", "-o",
        workspace["frames"],
      ]
      #expect(try Command.run(arguments).status == 0)
      let refused = try Command.run(arguments)
      #expect(refused.status == 1 && refused.errors.contains("holds frames already; --overwrite"))
      for name in ["000003.png", "000004.png", "notes.png"] {
        try workspace.write("old".utf8, to: "frames/\(name)")
      }
      let shorter = try Command.run(arguments + ["--overwrite"])
      #expect(
        shorter.status == 0 && shorter.errors.contains("2 frames of a longer film lie behind"))
    }
  }

  @Test func filmsOfOtherTimesAreNotFused() throws {
    try withFrames { workspace in
      let arguments = [
        "video", workspace["visible"], workspace["infrared"], "--method", "max", "-o",
        workspace["film.y4m"],
      ]
      let alone = try Command.run(arguments + ["--offset", "100"])
      #expect(alone.status == 1, "\(alone.errors)")
      #expect(alone.errors.contains("film.y4m: shows VISIBLE alone: no frame of"))
      #expect(try workspace.bytes("film.y4m").starts(with: "YUV4MPEG2 W".utf8))
    }
  }

  @Test func aFilmThatIsThereStays() throws {
    try withFrames { workspace in
      let arguments = [
        "video", workspace["visible"], workspace["infrared"], "--method", "max", "-o",
        workspace["film.y4m"],
      ]
      try workspace.write("old".utf8, to: "film.y4m")
      let refused = try Command.run(arguments)
      #expect(refused.status == 1 && refused.errors.contains("film.y4m"), "\(refused.errors)")
      #expect(try workspace.bytes("film.y4m") == Array("old".utf8))
      #expect(try Command.run(arguments + ["--overwrite"]).status == 0)
    }
  }

  @Test func reportsAreJSON() throws {
    try withFrames { workspace in
      let film = try Command.run(
        "video", workspace["visible"], workspace["infrared"], "--method", "max", "-o",
        workspace["film.y4m"], "--json")
      let line = try #require(film.lines.last)
      let report =
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
      #expect(report["frames"] as? Int == 3)
      #expect(report["skewMedian"] as? Int == 0)
    }
  }

  @Test(arguments: [
    (["a.y4m"], 2, "INFRARED or --layout is wanted"),
    (["a.y4m", "b.y4m"], 1, "a.y4m: cannot be read"),
    (["a.y4m", "./a.y4m"], 2, "./a.y4m is the first one too; its partner is wanted"),
    (["-", "-"], 2, "only one of both"), (["a.raw", "b.y4m"], 2, "--raw"),
    (["a.y4m", "b.y4m", "--offset", "soon"], 2, "no time"),
    (["a.y4m", "b.y4m", "--raw", "6x5"], 2, "no layout"),
    (["a.y4m", "b.y4m", "--drift", "3"], 2, "no drift"),
    (["a.y4m", "b.y4m", "--steady", "1e-19"], 2, "--steady"),
    (["a.y4m", "b.y4m", "--wait", "soon"], 2, "no time"),
    (["a.mp4", "b.mp4", "--ffmpeg", "/nowhere/ffmpeg"], 1, "ffmpeg"),
  ])
  func mistakesAreTold(_ words: [String], _ status: Int32, _ message: String) throws {
    try withTemporaryFolder { (folder: String) throws in
      let outcome = try Command.run(
        ["video"] + words + ["-o", "\(folder)/film.y4m", "--method", "max"])
      #expect(outcome.status == status && outcome.errors.contains(message), "\(outcome.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  /// Ctrl-C completes the film: what was fused so far is there and can be read.
  @Test func ctrlCCompletesTheFilm() throws {
    try withTemporaryFolder { (folder: String) throws in
      let camera = "\(folder)/camera.y4m"
      try #require(mkfifo(camera, 0o600) == 0)
      let size = 24 * 16
      let header = Array("YUV4MPEG2 W24 H16 F25:1 Cmono\n".utf8)
      let frame = Array("FRAME\n".utf8) + [UInt8](repeating: 90, count: size)
      let other = "\(folder)/other.y4m"
      try Data(header + frame).write(to: URL(filePath: other))
      let running = try Command.start(
        "video", camera, other, "-o", "\(folder)/film.y4m", "--method", "max", "--json")
      // Three frames, and then the camera stays open and sends nothing more.
      let writer = try #require(FileHandle(forWritingAtPath: camera))
      try writer.write(contentsOf: Data(header + frame + frame + frame))
      usleep(1_500_000)
      running.process.interrupt()
      let outcome = running.finish()
      try writer.close()
      #expect(outcome.status == 130, "\(outcome)")
      let film = try Data(contentsOf: URL(filePath: "\(folder)/film.y4m"))
      let line = try #require(film.firstIndex(of: UInt8(ascii: "\n")))
      #expect(film.count - line - 1 == 3 * frame.count)
    }
  }

  /// Films of a rig that nobody has measured: laid on each other from the first frame on.
  @Test func filmsAreAligned() throws {
    try Workspace.with { workspace in
      let size = ImageSize(width: 192, height: 144)
      let back = try #require(
        Homography.similarity(scale: 1.5, angle: 0, x: 10, y: 7).inverse)
      for seed in 1...2 {
        let scene = RenderedScene(seed: UInt64(seed), size: size, condition: .day)
        try scene.visible.write(to: workspace["visible/\(seed).png"], replacing: true)
        let second = scene.infrared.warped(by: back, to: ImageSize(width: 120, height: 90))
        try Image(luminance: second.luminance())
          .write(to: workspace["infrared/\(seed).png"], replacing: true)
      }
      let film = try Command.run(
        "video", workspace["visible"], workspace["infrared"], "-o", workspace["frames"],
        "--method", "average", "--align", "auto", "--rate", "1")
      #expect(film.status == 0, "\(film.errors)")
      #expect(film.errors.contains("Aligned: scale 1."), "\(film.errors)")
      let aligned = try Command.run(
        "fuse", workspace["visible/1.png"], workspace["infrared/1.png"], "-o", workspace["1.png"],
        "--method", "average", "--align", "auto")
      #expect(aligned.status == 0, "\(aligned.errors)")
      let pair = (
        try Image(contentsOf: workspace["frames/000000.png"]),
        try Image(contentsOf: workspace["1.png"])
      )
      let apart = zip(pair.0.luminance().values, pair.1.luminance().values)
        .reduce(0) { $0 + abs($1.0 - $1.1) }
      #expect(apart / Float(size.pixelCount) < 0.03)
    }
  }

  /// Flat pictures show nothing of how they lie: nothing is written.
  @Test func filmsThatShowNoRigAreNotFused() throws {
    try Workspace.with(pairs: 2) { workspace in
      let film = try Command.run(
        "video", workspace["visible"], workspace["infrared"], "-o", workspace["film.y4m"],
        "--method", "max", "--align", "auto")
      #expect(film.status == 1 && film.errors.contains("not sure"), "\(film.errors)")
      #expect(!FileManager.default.fileExists(atPath: workspace["film.y4m"]))
    }
  }

  private static let hasFFmpeg = (try? FFmpegProgram()) != nil

  @Test(.enabled(if: hasFFmpeg, "ffmpeg is wanted: Scripts/setup --tests installs it"))
  func motionJPEGOnAPipe() throws {
    try withFrames { workspace in
      let film = try Command.run(
        after: "exec >'\(workspace["film.mjpeg"])'",
        ["video", workspace["visible"], workspace["infrared"], "-o", "-", "--encoder", "mjpeg"]
          + ["--method", "max", "--quiet"])
      #expect(film.status == 0, "\(film.errors)")
      let bytes = try workspace.bytes("film.mjpeg")
      let starts = zip(bytes, bytes.dropFirst()).filter { $0 == (0xFF, 0xD8) }
      #expect(starts.count == 3)
    }
  }

  /// A camera that is not there: told every few seconds, and given up where that is wanted.
  @Test(.enabled(if: hasFFmpeg, "ffmpeg is wanted: Scripts/setup --tests installs it"))
  func aFilmThatIsCutOffIsToldOf() throws {
    try Workspace.with(pairs: 12) { workspace in
      let sources = [workspace["visible"], workspace["infrared"]]
      let whole = workspace["whole.mkv"]
      let made = try Command.run(
        ["video"] + sources + ["--method", "max", "--encoder", "ffv1", "-o", whole])
      #expect(made.status == 0, "\(made.errors)")
      let bytes = try workspace.bytes("whole.mkv")
      try workspace.write(bytes[..<(bytes.count / 2)], to: "half.mkv")
      for (film, isHalf) in [("half.mkv", true), ("whole.mkv", false)] {
        let fused = try Command.run(
          "video", workspace[film], sources[1], "--method", "max", "-o", workspace["\(film).y4m"])
        #expect(fused.status == 0, "\(fused.errors)")
        let line = "Warning: \(workspace[film]): may be damaged or cut off (ffmpeg: "
        #expect(fused.errors.contains(line) == isHalf, "\(fused.errors)")
      }
    }
  }

  @Test(.enabled(if: hasFFmpeg, "ffmpeg is wanted: Scripts/setup --tests installs it"))
  func aCameraThatIsNotThereIsToldOf() throws {
    try withTemporaryFolder { (folder: String) throws in
      let film = try Command.run(
        "video", "rtsp://127.0.0.1:1/a", "rtsp://127.0.0.1:1/b", "-o", "\(folder)/film.mkv",
        "--method", "max", "--wait", "5.5s")
      #expect(film.status == 1)
      #expect(film.errors.contains("Waiting for rtsp://127.0.0.1:1/a: nothing for 5 s"))
      #expect(film.errors.contains("rtsp://127.0.0.1:1/a: has sent nothing for 5 s"))
      #expect(film.errors.contains("refused"), "\(film.errors)")
    }
  }

  /// Ctrl-C twice: the film is whole or not there, and nothing else is.
  @Test(.enabled(if: hasFFmpeg, "ffmpeg is wanted: Scripts/setup --tests installs it"))
  func ctrlCTwiceLeavesNothingHalfWritten() throws {
    for turn in 0..<3 {
      try withTemporaryFolder { (folder: String) throws in
        let (camera, other) = ("\(folder)/camera.y4m", "\(folder)/other.y4m")
        try #require(mkfifo(camera, 0o600) == 0)
        let header = Array("YUV4MPEG2 W24 H16 F25:1 Cmono\n".utf8)
        let frame = Array("FRAME\n".utf8) + [UInt8](repeating: 90, count: 24 * 16)
        try Data(header + frame).write(to: URL(filePath: other))
        let running = try Command.start(
          "video", camera, other, "-o", "\(folder)/film.mkv", "--method", "max", "--quiet")
        let writer = try #require(FileHandle(forWritingAtPath: camera))
        try writer.write(contentsOf: Data(header + frame + frame + frame))
        usleep(1_200_000)
        running.process.interrupt()
        usleep(600_000 + UInt32(turn) * 1000)
        running.process.interrupt()
        let outcome = running.finish()
        try writer.close()
        #expect(outcome.status == 130, "\(outcome)")
        usleep(200_000)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(Set(left).subtracting(["camera.y4m", "other.y4m", "film.mkv"]).isEmpty, "\(left)")
      }
    }
  }

  /// `timeout` signals a program and its process group: two signals, which are one.
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func twoSignalsAtOnceAreOne(_ signal: Int32) throws {
    try withTemporaryFolder { (folder: String) throws in
      let camera = "\(folder)/camera.y4m"
      try #require(mkfifo(camera, 0o600) == 0)
      let header = Array("YUV4MPEG2 W24 H16 F25:1 Cmono\n".utf8)
      let frame = Array("FRAME\n".utf8) + [UInt8](repeating: 90, count: 24 * 16)
      try Data(header + frame).write(to: URL(filePath: "\(folder)/other.y4m"))
      let running = try Command.start(
        "video", camera, "\(folder)/other.y4m", "-o", "\(folder)/film.y4m", "--method", "max",
        "--quiet")
      let writer = try #require(FileHandle(forWritingAtPath: camera))
      try writer.write(contentsOf: Data(header + frame + frame + frame))
      usleep(1_500_000)
      kill(running.process.processIdentifier, signal)
      usleep(1000)
      kill(running.process.processIdentifier, signal)
      let outcome = running.finish()
      try writer.close()
      #expect(outcome.status == 130 && outcome.errors.contains("the film is completed"))
      let left = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(Set(left) == ["camera.y4m", "other.y4m", "film.y4m"], "\(outcome.errors)")
    }
  }
}
