// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The page of `daefuse serve` in a browser; `Tests/Page/checks.py` says what is done and seen.
@Suite(.tags(.endToEnd)) struct ServicePageTests {
  @Test(
    .enabled(if: Chromium.path != nil, Chromium.advice),
    .enabled(if: Python.isThere, "no python3 here"),
    .enabled(if: Command.hasService, "this program was built without the service"))
  func aBrowserFusesWithThePage() throws {
    try withTemporaryFolder { folder in
      #expect(try Command.run("scene", "\(folder)/pairs").status == 0)
      try Data("the-token-of-the-checks\n".utf8).write(to: URL(filePath: "\(folder)/token"))
      let (open, locked) = (try freePort(), try freePort())
      let services = [
        try Command.serve(at: open, log: "\(folder)/open.log"),
        try Command.serve(
          at: locked, log: "\(folder)/locked.log", "--token-file", "\(folder)/token"),
      ]
      defer { for service in services { service.process.terminate() } }
      let outcome = try Command.checkPage(
        "--address", "http://127.0.0.1:\(open)/", "--locked", "http://127.0.0.1:\(locked)/",
        "--browser", Chromium.path ?? "", "--pairs", "\(folder)/pairs", "--program", Command.path)
      print(outcome.output)
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }
  }

  /// By itself: fusing films takes the processor from all other checks.
  @Test(
    .enabled(if: Chromium.path != nil, Chromium.advice),
    .enabled(if: Python.isThere, "no python3 here"),
    .enabled(if: Command.hasService, "this program was built without the service"))
  func aBrowserShowsLiveSources() throws {
    try withTemporaryFolder { folder in
      let film = "\(folder)/film"
      #expect(try Command.run("scene", film, "--frames", "10").status == 0)
      let port = try freePort()
      let service = try Command.serve(
        at: port, log: "\(folder)/log", "--source", "gate=\(film)/visible,\(film)/infrared")
      defer { service.process.terminate() }
      let address = "http://127.0.0.1:\(port)/"
      let outcome = try Command.checkPage(
        "--address", address, "--live", address, "--browser", Chromium.path ?? "", "--pairs", film,
        "--only", "live_sources_are_shown")
      #expect(
        outcome.status == 0 && outcome.output.contains("passed: live_sources_are_shown\n"),
        "\(outcome.output)\(outcome.errors)")
    }
  }
}

extension Command {
  /// Whether the program can serve: the service may be left out of a build.
  fileprivate static let hasService =
    (try? run("serve", "--help"))?.output.contains("USAGE: daefuse serve") == true

  /// Starts the service. Its line a request goes to a file: a pipe that nobody reads fills up.
  fileprivate static func serve(
    at port: UInt16, log: String, _ more: String...
  ) throws -> RunningCommand {
    try Data().write(to: URL(filePath: log))
    return try start(
      ["serve", "--bind", "127.0.0.1:\(port)"] + more,
      errors: FileHandle(forWritingTo: URL(filePath: log)))
  }

  /// Runs `Tests/Page/check`.
  fileprivate static func checkPage(_ arguments: String...) throws -> Outcome {
    try start("/usr/bin/env", ["python3", Repository.path("Tests/Page/check")] + arguments).finish()
  }
}
