// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `daefuse fuse` in several processes.
@Suite(.tags(.endToEnd)) struct SharedFolderTests {
  @Test func eachProcessFusesItsShare() throws {
    try Workspace.with(pairs: 4) { workspace in
      try FileManager.default.removeItem(atPath: workspace["infrared/2.png"])
      let ranks = try (0..<2).map { rank in
        try start(
          workspace, "out\(rank)", ["RANK": "\(rank)", "WORLD_SIZE": "2", "LOCAL_RANK": "0"])
      }
      let outcomes = ranks.map { $0.finish() }
      #expect(outcomes.map(\.status) == [0, 0], "\(outcomes.map(\.errors))")
      #expect(try workspace.files(in: "out0") == ["1.png", "4.png"])
      #expect(try workspace.files(in: "out1") == ["3.png"])
      #expect(outcomes.map { $0.errors.contains("has no partner") } == [true, false])
    }
  }

  @Test func aRankWithoutAPairSaysSo() throws {
    try Workspace.with { workspace in
      let outcome = try start(
        workspace, "out", ["RANK": "2", "WORLD_SIZE": "3", "LOCAL_RANK": "0"]
      ).finish()
      #expect(outcome.status == 0 && outcome.output == "no pair is this rank's to fuse\n")
    }
  }

  @Test(arguments: [
    (["RANK": "2", "WORLD_SIZE": "2"], "RANK is \"2\"; a whole number from 0 to 1 is wanted"),
    (["WORLD_SIZE": "2"], "RANK is not set, but WORLD_SIZE is"),
  ])
  func nonsenseIsAMistakeInTheCall(_ variables: [String: String], _ message: String) throws {
    try Workspace.with { workspace in
      let outcome = try start(workspace, "out", variables).finish()
      #expect(outcome.status == 2)
      #expect(outcome.errors.hasPrefix("Error: \(message)"), "\(outcome.errors)")
      #expect(!FileManager.default.fileExists(atPath: workspace["out"]))
    }
  }

  private func start(
    _ workspace: Workspace, _ output: String, _ variables: [String: String]
  ) throws -> RunningCommand {
    try Command.start(
      ["fuse", workspace["visible"], workspace["infrared"], "-o", workspace[output]]
        + workspace.model, variables: variables)
  }
}
