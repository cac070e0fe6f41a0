// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestSupport
import Testing

/// `daefuse evaluate` and `daefuse benchmark` on bad input: one line that says what is wrong, the
/// right exit code, no output.
@Suite(.tags(.endToEnd)) struct BadEvaluationTests {
  /// A mistake: the call, how it comes about, and what is said of it.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let name: String
    let arguments: [String]
    let status: Int32
    let says: [String]
    let prepare: @Sendable (Workspace) throws -> Void

    init(
      _ name: String, _ arguments: [String], status: Int32 = 1, says: [String],
      prepare: @escaping @Sendable (Workspace) throws -> Void = { _ in }
    ) {
      (self.name, self.arguments, self.status) = (name, arguments, status)
      (self.says, self.prepare) = (says, prepare)
    }

    var testDescription: String { name }
  }

  static let folders = ["evaluate", "visible/", "infrared/"]

  static let mistakes = [
    Mistake("nothing to score", folders, status: 2, says: ["nothing to score", "--method"]),
    Mistake(
      "missing folder", ["evaluate", "nowhere/", "infrared/", "--method", "max"], status: 2,
      says: ["infrared", "nowhere/ does not exist"]),
    Mistake(
      "both folders missing", ["evaluate", "nowhere/", "nothing/", "--method", "max"],
      says: ["nowhere", "no such file"]),
    Mistake(
      "missing file", ["evaluate", "visible/1.png", "infrared/1.png", "f.png"],
      says: ["f.png: no such file"]),
    Mistake(
      "a picture's name for the report", folders + ["--method", "max", "-o", "visible/1.png"],
      status: 2, says: ["visible/1.png", "html is wanted"]),
    Mistake(
      "a picture's name for the report, and a format",
      folders + ["--method", "max", "--format", "csv", "-o", "visible/1.png"],
      status: 2, says: ["visible/1.png", "html is wanted"]),
    Mistake(
      "a source's name for the report",
      ["evaluate", "visible/1.png", "a.npy", "--method", "max", "-o", "a.npy"],
      says: ["a.npy: is one of the inputs; another output is wanted"]
    ) { try $0.copy("infrared/1.png", to: "a.npy") },
    Mistake("missing fused folder", folders + ["out/"], says: ["out", "not a folder"]),
    Mistake(
      "file among folders", folders + ["visible/1.png"], status: 2,
      says: ["visible/1.png is not", "files or folders alone"]),
    Mistake(
      "folder against file", ["evaluate", "visible/", "infrared/1.png", "--method", "max"],
      status: 2, says: ["infrared/1.png is not"]),
    Mistake(
      "empty folder", ["evaluate", "visible/", "empty/", "--method", "max"],
      says: ["empty", "no image among 0 files"]
    ) { try $0.makeFolder("empty") },
    Mistake(
      "no common names", ["evaluate", "visible/", "other/", "--method", "max"],
      says: ["none of its 2 images"]
    ) { try $0.copy("infrared/1.png", to: "other/9.png") },
    Mistake(
      "missing fused image", folders + ["out/"],
      says: ["out", "has no image for 2", "each of the 2 pairs"]
    ) {
      try $0.copy("infrared/1.png", to: "out/1.png")
    },
    Mistake(
      "text for an image", folders + ["--fused", "x=infrared/"],
      says: ["infrared/2.png: not an image"]
    ) {
      try $0.write("hello, I am a text\n".utf8, to: "infrared/2.png")
    },
    Mistake(
      "unequal sources", folders + ["--method", "max"],
      says: ["infrared/2.png: is 32x48", "64x48"]
    ) { try $0.narrow("infrared/2.png") },
    Mistake("unequal fused image", folders + ["out/"], says: ["out/1.png: is 32x48", "64x48"]) {
      try $0.narrow("out/1.png")
      try $0.copy("infrared/2.png", to: "out/2.png")
    },
    Mistake(
      "a float source that is not finite",
      ["evaluate", "nan.tif", "infrared/1.png", "--method", "max"],
      says: ["nan.tif: 1 pixel is not-a-number or infinite", "finite values are wanted"]
    ) {
      let values = (0..<64 * 48).map { $0 == 9 ? Float.nan : 0.5 }
      let size = ImageSize(width: 64, height: 48)
      try Image(size: size, colorModel: .gray, samples: .float(values)).write(to: $0["nan.tif"])
    },
    Mistake(
      "a source too large", folders + ["--method", "max", "--max-pixels", "3071"],
      says: ["visible/1.png: too large: 64x48", "--max-pixels"]),
    Mistake(
      "a fused image too large", folders + ["out/", "--max-pixels", "3072"],
      says: ["out/1.png: too large: 128x48", "--max-pixels"]
    ) {
      try $0.narrow("out/1.png", to: 128, 48)
      try $0.copy("infrared/2.png", to: "out/2.png")
    },
    Mistake(
      "a video of one frame",
      ["evaluate", "visible/1.png", "infrared/1.png", "--method", "max", "--sequence"], status: 2,
      says: ["visible/1.png is no folder; --sequence wants folders of frames"]),
    Mistake(
      "a video whose size changes", folders + ["--method", "max", "--sequence", "--metrics", "EN"],
      says: ["2: the frame is 32x48, the one before (1) 64x48"]
    ) {
      try $0.narrow("visible/2.png")
      try $0.narrow("infrared/2.png")
    },
    Mistake(
      "images too small", ["evaluate", "dot.png", "dot.png", "dot.png"],
      says: ["dot: 1x1 is too small", "SF"]
    ) { try $0.narrow("dot.png", to: 1, 1) },
    Mistake(
      "two methods of one name", folders + ["--method", "max", "--fused", "max=visible/"],
      status: 2, says: ["two methods are called max"]),
    Mistake(
      "unnamed folder", folders + ["--fused", "visible/"], status: 2,
      says: ["not NAME=FOLDER"]),
    Mistake(
      "unknown metric", folders + ["--method", "max", "--metrics", "EN,VIIF"], status: 2,
      says: ["no metric 'VIIF'", "did you mean VIF"]),
    Mistake(
      "metric twice", folders + ["--method", "max", "--metrics", "EN,EN"], status: 2,
      says: ["several different ones"]),
    Mistake(
      "unknown profile", folders + ["--method", "max", "--profile", "best"], status: 2,
      says: ["best", "cddfuse"]),
    Mistake("unknown formula", folders + ["--method", "median"], status: 2, says: ["median"]),
    Mistake(
      "no threads", folders + ["--method", "max", "--threads", "0"], status: 2,
      says: ["--threads is 0"]),
    Mistake(
      "weights not there", folders + ["--model", "nope"], status: 2, says: ["nope: no such file"]),
    Mistake(
      "weight file not there", folders + ["--model", "nope.safetensors"],
      says: ["nope.safetensors: no such file"]),
    Mistake(
      "report in a missing folder", folders + ["--method", "max", "-o", "nowhere/t.json"],
      says: ["nowhere/t.json", "folder is missing"]),
    Mistake(
      "report over a folder", folders + ["--method", "max", "-o", "other/"],
      says: ["other", "a folder, not a file"]
    ) {
      try FileManager.default.createDirectory(
        atPath: $0["other"], withIntermediateDirectories: false)
      // Found out before images are read.
      try $0.write("hello, I am a text\n".utf8, to: "visible/2.png")
    },
    Mistake(
      "report named as a folder", folders + ["--method", "max", "-o", "results/"],
      says: ["results/: a folder's name"]
    ) { try $0.write("hello, I am a text\n".utf8, to: "visible/2.png") },
    Mistake("unknown set", ["benchmark", "kaist"], status: 2, says: ["kaist", "roadscene"]),
    Mistake(
      "no data folder", ["benchmark", "tno", "--data", "nowhere/"],
      says: ["nowhere/tno_test: not a folder"]),
  ]

  @Test(arguments: mistakes)
  func isRefused(_ mistake: Mistake) throws {
    try Workspace.with(pairs: 2) { workspace in
      try mistake.prepare(workspace)
      let before = try workspace.files(in: "")
      let outcome = try Command.run(mistake.arguments.map(workspace.path))
      #expect(outcome.status == mistake.status, "\(outcome.errors)")
      for text in mistake.says {
        #expect(outcome.errors.contains(text), "\(outcome.errors)")
      }
      #expect(outcome.output.isEmpty)
      #expect(try workspace.files(in: "") == before, "nothing is left behind")
    }
  }

  @Test func benchmarkWantsADataFolder() throws {
    let outcome = try Command.run(after: "unset DAEFUSE_DATA", ["benchmark", "tno"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("--data FOLDER or DAEFUSE_DATA is wanted"))
  }
}

extension Workspace {
  /// What holds a dot or a slash is a name in the workspace, after `NAME=` too.
  fileprivate func path(_ argument: String) -> String {
    guard argument.contains(/[.\/]/) else { return argument }
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    return parts.count == 2 ? "\(parts[0])=\(self[parts[1]])" : self[argument]
  }

  fileprivate func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: self[name], withIntermediateDirectories: true)
  }

  fileprivate func copy(_ old: String, to new: String) throws {
    try makeFolder((new as NSString).deletingLastPathComponent)
    try FileManager.default.copyItem(atPath: self[old], toPath: self[new])
  }

  /// Writes a gray image of another size.
  fileprivate func narrow(_ name: String, to width: Int = 32, _ height: Int = 48) throws {
    let size = ImageSize(width: width, height: height)
    try makeFolder((name as NSString).deletingLastPathComponent)
    try Image(
      size: size, colorModel: .gray,
      samples: .uint8([UInt8](repeating: 90, count: size.pixelCount))
    ).write(to: self[name])
  }
}
