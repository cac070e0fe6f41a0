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
      try Data("secret\n".utf8).write(to: URL(filePath: "\(folder)/token"))
      let (open, locked) = (try freePort(), try freePort())
      let services = [
        try Command.start("serve", "--bind", "127.0.0.1:\(open)"),
        try Command.start(
          "serve", "--bind", "127.0.0.1:\(locked)", "--token-file", "\(folder)/token"),
      ]
      defer { for service in services { service.process.terminate() } }
      let outcome = try Command.checkPage(
        "--address", "http://127.0.0.1:\(open)/", "--locked", "http://127.0.0.1:\(locked)/",
        "--browser", Chromium.path ?? "", "--pairs", "\(folder)/pairs", "--program", Command.path)
      print(outcome.output)
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }
  }
}

extension Command {
  /// Whether the program can serve: the service may be left out of a build.
  fileprivate static let hasService =
    (try? run("serve", "--help"))?.output.contains("USAGE: daefuse serve") == true

  /// Runs `Tests/Page/check`.
  fileprivate static func checkPage(_ arguments: String...) throws -> Outcome {
    try start("/usr/bin/env", ["python3", Repository.path("Tests/Page/check")] + arguments).finish()
  }
}
