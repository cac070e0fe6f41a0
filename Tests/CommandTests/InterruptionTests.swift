// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestSupport
import Testing

/// Ctrl-C and SIGTERM: exit code 130, whole files or none.
@Suite(.tags(.endToEnd)) struct InterruptionTests {
  /// The signal comes at another moment of the run each time.
  @Test func noMomentLeavesAPartOfAFile() throws {
    try Workspace.with(pairs: 40) { workspace in
      for turn in 0..<12 {
        let output = "out\(turn)"
        let running = try Command.start(
          ["fuse", workspace["visible"], workspace["infrared"], "-o", workspace[output]]
            + ["--method", "max", "--quiet"])
        try waitForFile(in: output, of: workspace)
        usleep(UInt32(turn) * 700)
        kill(running.process.processIdentifier, turn.isMultiple(of: 2) ? SIGINT : SIGTERM)
        let outcome = running.finish()
        #expect([0, 130].contains(outcome.status), "\(outcome.errors)")
        #expect(outcome.errors == (outcome.status == 130 ? "Interrupted\n" : ""))
        try expectWholeFiles(in: output, of: workspace)
      }
    }
  }

  /// While the end is being told (here on a standard error that takes nothing) no file is begun:
  /// the small pair is written, the large ones, under way at the signal, are not.
  @Test func nothingIsWrittenAfterTheSignal() throws {
    try Workspace.with(pairs: 1) { workspace in
      let size = ImageSize(width: 1600, height: 1200)
      let flat = Image(
        size: size, colorModel: .gray,
        samples: .uint8([UInt8](repeating: 90, count: size.pixelCount)))
      for name in ["visible/2.png", "visible/3.png", "infrared/2.png", "infrared/3.png"] {
        try flat.write(to: workspace[name])
      }
      let errors = try FullPipe()
      let running = try Command.start(
        ["fuse", workspace["visible"], workspace["infrared"], "-o", workspace["out"]]
          + ["--at-once", "3"] + workspace.model, errors: errors.writer)
      try waitForFile(in: "out", of: workspace)
      running.process.interrupt()
      usleep(3_000_000)
      #expect(try workspace.files(in: "out") == ["1.png"])
      errors.drain()
      #expect(running.finish().status == 130)
    }
  }

  @Test(arguments: [SIGINT, SIGTERM]) func aRendererLeavesWholePairs(_ signal: Int32) throws {
    try withTemporaryFolder { (folder: String) throws in
      let running = try Command.start("scene", "\(folder)/pairs", "--count", "200")
      let path = "\(folder)/pairs/infrared/01.png"
      while !FileManager.default.fileExists(atPath: path) { usleep(2000) }
      kill(running.process.processIdentifier, signal)
      #expect(running.finish().status == 130)
      let names = try ["visible", "infrared"].map {
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/pairs/\($0)").sorted()
      }
      #expect(names[0] == names[1] && names[0].allSatisfy { $0.hasSuffix(".png") })
    }
  }

  @Test(arguments: [100_000, 900_000]) func benchLeavesNothingBehind(_ delay: UInt32) throws {
    try withTemporaryFolder { (folder: String) throws in
      let running = try Command.start(
        ["bench", "--model", "tiny", "--threads", "1", "--size", "640x480", "--repeats", "10000"]
          + ["--seconds", "60"], variables: ["TMPDIR": folder])
      while try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty { usleep(2000) }
      usleep(delay)
      running.process.interrupt()
      let outcome = running.finish()
      #expect(outcome.status == 130 && outcome.errors == "Interrupted\n", "\(outcome)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }
  }

  private func waitForFile(in folder: String, of workspace: Workspace) throws {
    while try !FileManager.default.fileExists(atPath: workspace[folder])
      || workspace.files(in: folder).isEmpty
    { usleep(500) }
  }

  private func expectWholeFiles(in folder: String, of workspace: Workspace) throws {
    for name in try workspace.files(in: folder) {
      #expect(name.hasSuffix(".png"), "\(name)")
      #expect(try Image(contentsOf: workspace["\(folder)/\(name)"]).size.width == 64, "\(name)")
    }
  }
}

/// A pipe that takes nothing until it is drained.
private struct FullPipe {
  private let pipe = Pipe()

  var writer: FileHandle { pipe.fileHandleForWriting }

  init() throws {
    let descriptor = writer.fileDescriptor
    let flags = fcntl(descriptor, F_GETFL)
    _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
    let bytes = [UInt8](repeating: 0x2E, count: 4096)
    while write(descriptor, bytes, bytes.count) > 0 {}
    while write(descriptor, bytes, 1) > 0 {}
    _ = fcntl(descriptor, F_SETFL, flags)
  }

  func drain() {
    _ = pipe.fileHandleForReading.availableData
  }
}
