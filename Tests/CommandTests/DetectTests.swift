// SPDX-License-Identifier: Apache-2.0

import Detection
import Foundation
import Imaging
import TestSupport
import Testing

/// `daefuse detect`, with an untrained detector, which finds something everywhere.
@Suite(.tags(.endToEnd)) struct DetectTests {
  /// Three pairs and weights.
  private func inWorkspace(_ body: (Workspace) throws -> Void) throws {
    try Workspace.with(pairs: 3) { workspace in
      try Detector.writeUntrained(classCount: 80, to: workspace["detector.safetensors"])
      try body(workspace)
    }
  }

  private func detect(
    _ workspace: Workspace, _ source: String, _ more: String...
  ) throws -> Command.Outcome {
    let options = ["--detector", workspace["detector.safetensors"], "--threads", "1"]
    return try Command.run(
      ["detect", workspace[source], "--threshold", "0.2"] + options + more)
  }

  @Test func printsALineForEachBox() throws {
    try inWorkspace { workspace in
      let outcome = try detect(workspace, "visible/1.png")
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      #expect(!outcome.lines.isEmpty)
      let line = try #require(outcome.lines.first)
      #expect(line.hasPrefix("\(workspace["visible/1.png"])  "))
      #expect(line.contains(/.+  0\.\d\d\d  \d+\.\d \d+\.\d \d+\.\d \d+\.\d$/), "\(line)")
    }
  }

  @Test func writesPicturesAndGoesOnAfterABadOne() throws {
    try inWorkspace { workspace in
      try workspace.write("no image".utf8, to: "visible/2.png")
      let outcome = try detect(workspace, "visible", "-o", workspace["out"])
      #expect(outcome.status == 1)
      #expect(try workspace.files(in: "out") == ["1.png", "3.png"])
      #expect(outcome.errors.hasPrefix("Error: \(workspace["visible/2.png"]): "))
      #expect(outcome.lines.last?.hasSuffix("in 2 of 3 images") == true)
      #expect(outcome.output.contains("\(workspace["out/1.png"])  64x48  "))
      let (drawn, plain) = (
        try Image(contentsOf: workspace["out/1.png"]),
        try Image(contentsOf: workspace["visible/1.png"])
      )
      #expect(drawn.size == plain.size && drawn.samples != plain.samples)
    }
  }

  @Test func looksAtThePhotoOfARadiometricFile() throws {
    try inWorkspace { workspace in
      var file = RadiometricBytes.FLIR(8, 6, values: (0..<48).map { 15_000 + $0 })
      file.photo = try Image(contentsOf: workspace["visible/1.png"]).encoded(as: .jpeg)
      let small = try Image(contentsOf: workspace["infrared/1.png"]).luminance()
        .resized(to: ImageSize(width: 32, height: 24))
      let screen = try Image(luminance: small).encoded(as: .jpeg)
      try workspace.write(file.jpeg(around: screen), to: "shot.jpg")
      let found = try detect(workspace, "shot.jpg", "-o", workspace["out.png"])
      #expect(found.output.contains("  64x48  "), "\(found)")
      let other = try detect(
        workspace, "shot.jpg", "-o", workspace["screen.png"], "--screen-picture")
      #expect(other.output.contains("  32x24  "), "\(other)")
    }
  }

  @Test func writesLabelFilesOnce() throws {
    try inWorkspace { workspace in
      let arguments = ["-o", workspace["out"], "--format", "yolo", "--scores", "--quiet"]
      func run(_ more: String...) throws -> Command.Outcome {
        try Command.run(
          ["detect", workspace["infrared"], "--detector", workspace["detector.safetensors"]]
            + arguments + more)
      }
      // Nothing is as sure as that.
      #expect(try run("--threshold", "1").output.isEmpty)
      #expect(try workspace.bytes("out/2.txt").isEmpty)
      let again = try run()
      #expect(again.status == 1)
      #expect(
        again.errors.contains("\(workspace["out/2.txt"]): is there already; --overwrite replaces"))
      try FileManager.default.removeItem(atPath: workspace["out/2.txt"])
      #expect(try run("--skip-existing", "--threshold", "0.2").status == 0)
      #expect(try workspace.bytes("out/1.txt").isEmpty)
      let label = String(decoding: try workspace.bytes("out/2.txt"), as: UTF8.self)
      #expect(label.split(separator: "\n").allSatisfy { $0.split(separator: " ").count == 6 })
      #expect(try run("--overwrite", "--threshold", "0.2").status == 0)
      #expect(try !workspace.bytes("out/1.txt").isEmpty)
    }
  }

  @Test func writesOrPrintsADocument() throws {
    try inWorkspace { workspace in
      let printed = try detect(workspace, "visible", "--format", "coco")
      #expect(printed.status == 0, "\(printed.errors)")
      let written = try detect(workspace, "visible", "-o", workspace["all.json"])
      #expect(written.status == 0, "\(written.errors)")
      #expect(try workspace.bytes("all.json") == Array(printed.output.utf8))
      let again = try detect(workspace, "visible", "-o", workspace["all.json"])
      #expect(again.status == 1 && again.errors.contains("is there already; --overwrite"))
    }
  }

  @Test func onlyTheClassesThatAreNamed() throws {
    try inWorkspace { workspace in
      let all = try detect(workspace, "visible/1.png")
      let name = try #require(all.lines.first?.split(separator: "  ").dropFirst().first)
      let some = try detect(workspace, "visible/1.png", "--classes", "\(name), zebra")
      #expect(some.status == 0 && !some.lines.isEmpty, "\(some.errors)")
      #expect(some.lines.allSatisfy { $0.contains("  \(name)  ") || $0.contains("  zebra  ") })
      let none = try detect(workspace, "visible/1.png", "--classes", "person,unicorn")
      #expect(none.status == 2)
      #expect(none.errors.contains("\"unicorn\"") && none.errors.contains("person, bicycle, car"))
    }
  }

  @Test(arguments: [
    ["--threshold", "nan"], ["--side", "100"], ["-o", "a.gif"], ["--overwrite", "--skip-existing"],
  ])
  func mistakesAreFoundFirst(_ options: [String]) throws {
    let outcome = try Command.run(["detect", "nowhere.png", "--detector", "none"] + options)
    #expect(outcome.status == 2, "\(outcome.errors)")
  }

  @Test func withoutWeightsOneLineSaysWhatToDo() throws {
    try withTemporaryFolder { folder in
      // Where no program is found nothing can be fetched.
      let outcome = try Command.start(
        ["detect", "a.png"],
        variables: ["DAEFUSE_DATA": folder, "DAEFUSE_CACHE": folder, "PATH": "/nowhere"]
      ).finish()
      #expect(outcome.status == 1)
      let lines = outcome.errors.split(separator: "\n")
      #expect(lines.last?.hasPrefix("Error: yolox_nano.onnx: is not in \(folder)/detector") == true)
      #expect(lines.last?.contains("695e750a5d57") == true)
      #expect(lines.last?.hasSuffix("--detector names a file") == true)
      #expect(lines.dropLast().allSatisfy { $0.hasPrefix("Fetching the detector's weights") })
    }
  }

  @Test func aBadDetectorIsNamed() throws {
    try inWorkspace { workspace in
      let outcome = try Command.run(
        "detect", workspace["visible/1.png"], "--detector", workspace.weights)
      #expect(outcome.status == 1)
      #expect(outcome.errors.hasPrefix("Error: \(workspace.weights): "), "\(outcome.errors)")
    }
  }
}
