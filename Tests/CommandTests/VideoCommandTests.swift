// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestSupport
import Testing

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
    (["-", "-"], 2, "only one of both"), (["a.raw", "b.y4m"], 2, "--raw"),
    (["a.y4m", "b.y4m", "--offset", "soon"], 2, "no time"),
    (["a.y4m", "b.y4m", "--raw", "6x5"], 2, "no layout"),
    (["a.y4m", "b.y4m", "--drift", "3"], 2, "no drift"),
    (["a.y4m", "b.y4m", "--steady", "1e-19"], 2, "--steady"),
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
}
