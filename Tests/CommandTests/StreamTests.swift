// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestSupport
import Testing

/// Standard streams that are full, closed, or that nobody reads.
@Suite(.tags(.endToEnd)) struct StreamTests {
  @Test(arguments: [
    ["version"], ["--version"], ["--help"], ["help", "fuse"], ["info", "tiny"],
    ["info", "fast", "--json"], ["--generate-completion-script", "bash"],
  ])
  func aFullOutputIsOneError(_ arguments: [String]) throws {
    let outcome = try Command.run(after: "exec >/dev/full", arguments)
    #expect(outcome.status == 1)
    #expect(outcome.errors == "Error: standard output: No space left on device\n")
  }

  @Test(arguments: [(">&-", "Bad file descriptor"), (unreadPipe, "Broken pipe")])
  func anOutputThatTakesNothingIsOneError(_ redirection: String, _ reason: String) throws {
    let outcome = try Command.run(after: "exec \(redirection)", ["version"])
    #expect(outcome.status == 1)
    #expect(outcome.errors == "Error: standard output: \(reason)\n")
  }

  /// Nobody has it open for reading once descriptor 3 is closed.
  private static let unreadPipe =
    ">/dev/null; d=$(mktemp -d); mkfifo $d/p; exec 3<>$d/p >$d/p 3<&-; rm -r $d"

  @Test(arguments: [[], ["--json"]]) func aFolderRunEnds(_ more: [String]) throws {
    try Workspace.with(pairs: 6) { workspace in
      let outcome = try Command.run(
        after: "exec \(Self.unreadPipe)",
        ["fuse", workspace["visible"], workspace["infrared"], "-o", workspace["out"]]
          + workspace.model + ["--at-once", "1"] + more)
      #expect(outcome.status == 1)
      #expect(outcome.errors == "Error: standard output: Broken pipe\n")
      #expect(try workspace.files(in: "out").count < 6)
    }
  }

  @Test(arguments: ["table", "json", "csv"]) func scoresThatNobodyTakes(_ format: String) throws {
    try Workspace.with { workspace in
      let outcome = try Command.run(
        after: "exec >/dev/full",
        ["evaluate", workspace["visible"], workspace["infrared"], "--method", "max"]
          + ["--format", format, "--metrics", "EN"])
      #expect(outcome.status == 1)
      #expect(outcome.errors == "Error: standard output: No space left on device\n")
    }
  }

  @Test(arguments: ["2>&-", "2>/dev/full"]) func errorsThatNobodySeesChangeNothing(
    _ redirection: String
  ) throws {
    try Workspace.with(pairs: 3) { workspace in
      try workspace.write("no image".utf8, to: "infrared/2.png")
      let outcome = try Command.run(
        after: "exec \(redirection)",
        ["fuse", workspace["visible"], workspace["infrared"], "-o", workspace["out"]]
          + workspace.model)
      #expect(outcome.status == 1)
      #expect(outcome.lines.last?.hasPrefix("2 of 3 pairs fused") == true)
      for name in ["1.png", "3.png"] {
        #expect(try Image(contentsOf: workspace["out/\(name)"]).size.width == 64)
      }
    }
  }

  /// A file that is opened next would get the number of the stream, and the messages with it.
  @Test func noFileTakesTheNumberOfAClosedStream() throws {
    let outcome = try Command.run(
      after: "exec 2>&- </dev/null", ["info", "nowhere.safetensors"])
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    try withTemporaryFolder { (folder: String) throws in
      let running = try Command.start(
        after: "exec >&- 2>&- <&-", ["scene", "\(folder)/pairs", "--count", "200"])
      while !FileManager.default.fileExists(atPath: "\(folder)/pairs/infrared/01.png") {
        try #require(running.process.isRunning)
        usleep(2000)
      }
      for number in 0...2 {
        let link = "/proc/\(running.process.processIdentifier)/fd/\(number)"
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "/dev/null")
      }
      running.process.terminate()
      #expect(running.finish().status == 130)
    }
  }
}
