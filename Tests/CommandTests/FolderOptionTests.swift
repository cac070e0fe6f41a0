// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestSupport
import Testing

/// `daefuse fuse` and `evaluate` on folders as cameras and data sets have them.
@Suite(.tags(.endToEnd)) struct FolderOptionTests {
  @Test func theFoundPatternIsToldOfBeforeAnythingIsFused() throws {
    try Workspace.with(pairs: 2) { workspace in
      try workspace.rename { "\($0)/\($0 == "visible" ? "VIS" : "IR")\($1)" }
      let outcome = try fuse(workspace, ["visible", "infrared"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(
        outcome.errors
          == "2 pairs by the pattern VIS*=IR*, such as VIS1.png with IR1.png\n")
      #expect(try workspace.files(in: "out") == ["1.png", "2.png"])
    }
  }

  @Test func aPatternCanBeNamed() throws {
    try Workspace.with(pairs: 2) { workspace in
      try workspace.rename { "\($0)/cam\($0 == "visible" ? 0 : 1)-\($1)" }
      let refused = try fuse(workspace, ["visible", "infrared"])
      #expect(refused.status == 1)
      #expect(refused.errors.contains("by cam0-*=cam1-* 2 would pair; --pair says which names"))
      let outcome = try fuse(
        workspace, ["visible", "infrared", "--pair", "cam0-*=cam1-*", "--quiet"])
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      #expect(try workspace.files(in: "out") == ["1.png", "2.png"])
      let scores = try Command.run(
        "evaluate", workspace["visible"], workspace["infrared"], workspace["out"], "--pair",
        "cam0-*=cam1-*", "--metrics", "EN")
      #expect(scores.status == 0 && scores.errors.contains("2 pairs by the pattern"))
      let none = try fuse(workspace, ["visible", "infrared", "--pair", "*_a=*_b"])
      #expect(none.status == 1 && none.errors.contains("*_a fits 0 of 2 images (cam0-1.png)"))
      #expect(!none.errors.contains("--pair says"), "\(none.errors)")
      let wrong = try fuse(workspace, ["visible", "infrared", "--pair", "cam0"])
      #expect(wrong.status == 2 && wrong.errors.contains("--pair: cam0 is no pattern"))
    }
  }

  /// A tree like KAIST's, of which one file is damaged; what is mended goes on.
  @Test func aTreeIsKeptAndARunGoesOn() throws {
    try Workspace.with(pairs: 2) { workspace in
      try workspace.rename {
        "set/V\($1.prefix(1))/\($0 == "visible" ? "visible" : "lwir")/I\($1)"
      }
      let whole = try workspace.bytes("set/V1/lwir/I1.png")
      try workspace.write("no image".utf8, to: "set/V1/lwir/I1.png")
      let shallow = try fuse(workspace, ["set"])
      #expect(shallow.status == 1 && shallow.errors.contains("beside 2 folders"))
      #expect(shallow.errors.contains("wanted; --recursive enters the folders inside it"))
      let broken = try fuse(workspace, ["set", "--recursive"])
      #expect(broken.status == 1 && broken.output.contains("1 of 2 pairs fused"))
      #expect(try workspace.files(in: "out") == ["V1", "V2"])
      #expect(try workspace.files(in: "out/V1").isEmpty)
      try workspace.write(whole, to: "set/V1/lwir/I1.png")
      let mended = try fuse(workspace, ["set", "--recursive", "--skip-existing"])
      #expect(mended.status == 0 && mended.output.contains("1 left out whose files were there"))
      #expect(try Image(contentsOf: workspace["out/V1/I1.png"]).size.width == 64)
      #expect(try workspace.files(in: "out/V2") == ["I2.png"])
    }
  }

  @Test func oneFileIsNoPair() throws {
    try Workspace.with { workspace in
      let outcome = try fuse(workspace, ["visible/1.png"])
      #expect(outcome.status == 2)
      #expect(
        outcome.errors.contains("is one file; its partner too, a folder that holds both kinds,"))
    }
  }

  @Test func optionsOfFoldersDoNothingForTwoFiles() throws {
    try Workspace.with { workspace in
      let outcome = try workspace.fuse("out.png", "--recursive", "--pair", "*a=*b")
      #expect(outcome.status == 0)
      #expect(outcome.errors.contains("--pair, --recursive: of no effect, as "))
    }
  }

  /// Fuses files or folders, named before options, into `out` by the average.
  private func fuse(_ workspace: Workspace, _ arguments: [String]) throws -> Command.Outcome {
    let paths = arguments.prefix { !$0.hasPrefix("--") }
    return try Command.run(
      ["fuse"] + paths.map { workspace[$0] } + arguments.dropFirst(paths.count)
        + ["-o", workspace["out"], "--method", "average"])
  }
}

extension Workspace {
  /// Moves each image of both folders to where `to` says, given its folder and its name.
  fileprivate func rename(
    _ target: (_ folder: String, _ name: String) -> String
  ) throws {
    for folder in ["visible", "infrared"] {
      for name in try files(in: folder) {
        let path = self[target(folder, name)]
        try FileManager.default.createDirectory(
          atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: self["\(folder)/\(name)"], toPath: path)
      }
    }
  }
}
