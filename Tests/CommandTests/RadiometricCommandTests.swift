// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestSupport
import Testing

/// Radiometric files on the command line.
@Suite(.tags(.endToEnd)) struct RadiometricCommandTests {
  private func withFile(
    _ change: (inout RadiometricBytes.FLIR) -> Void = { _ in },
    _ body: (_ root: String, _ path: String) throws -> Void
  ) throws {
    try withTemporaryFolder { root in
      let values = (0..<32 * 24).map { (index: Int) -> UInt16 in UInt16(15_000 + 3 * index) }
      var file = RadiometricBytes.FLIR(32, 24, values: values)
      file.photo = try picture(64, 48, level: 150).encoded(as: .png)
      file.placement = (1, 0, 0)
      change(&file)
      let bytes = file.jpeg(around: try picture(32, 24, level: 0).encoded(as: .jpeg))
      try Data(bytes).write(to: URL(filePath: "\(root)/shot.jpg"))
      try body(root, "\(root)/shot.jpg")
    }
  }

  private func picture(_ width: Int, _ height: Int, level: UInt8) -> Image {
    Image(
      size: ImageSize(width: width, height: height), colorModel: .gray,
      samples: .uint8(
        (0..<width * height).map { (index: Int) -> UInt8 in level + UInt8(index % width / 2) }))
  }

  @Test func oneFileIsFusedAndItsTemperaturesAreTold() throws {
    try withFile { root, path in
      let outcome = try Command.run(
        "fuse", path, "-o", "\(root)/fused.png", "--method", "average")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let lines = outcome.errors.split(separator: "\n")
      #expect(
        lines.first
          == "\(path): radiometric: temperatures by its own settings, laid on its photo where the camera says"
      )
      #expect(lines.last?.hasPrefix("\(path): 1") == true && lines.last?.contains("°C") == true)
      #expect(try Image(contentsOf: "\(root)/fused.png").size == ImageSize(width: 64, height: 48))
    }
  }

  @Test func theScreenOfOneFileIsNoPair() throws {
    try withFile { root, path in
      for more in [[], ["--dry-run"]] {
        let outcome = try Command.run(
          ["fuse", path, "-o", "\(root)/f.png", "--method", "average", "--screen-picture"] + more)
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(
          outcome.errors
            == "Error: \(path): the picture of its screen is one image; a second file is wanted to"
            + " make a pair with it\n")
      }
    }
  }

  @Test func aFileWithoutAPhotoIsNoPlan() throws {
    try withFile({ $0.photo = nil }) { root, path in
      for more in [[], ["--dry-run"]] {
        let outcome = try Command.run(
          ["fuse", path, "-o", "\(root)/f.png", "--method", "average"] + more)
        #expect(outcome.status == 1 && outcome.output.isEmpty, "\(outcome)")
        #expect(outcome.errors.hasPrefix("Error: \(path): holds a thermal image and no photo"))
      }
    }
  }

  @Test func besideAPhotoOfItsOwnTheCameraSaysWhere() throws {
    try withFile { root, path in
      try picture(64, 48, level: 90).write(to: "\(root)/photo.png")
      let arguments = [
        "fuse", "\(root)/photo.png", path, "-o", "\(root)/f.png", "--method", "average",
      ]
      let refused = try Command.run(arguments)
      #expect(refused.errors.contains("64x48 and 32x24"), "\(refused.errors)")
      #expect(refused.errors.contains("; --align file lays the second on the photo of its own"))
      #expect(try Command.run(arguments + ["--align", "file"]).status == 0)
    }
  }

  @Test func asASecondImageItStandsForItsTemperatures() throws {
    try withFile { root, path in
      try picture(32, 24, level: 90).write(to: "\(root)/visible.png")
      let arguments = ["fuse", "\(root)/visible.png", path, "--method", "average", "-o"]
      let measured = try Command.run(arguments + ["\(root)/measured.png"])
      #expect(measured.errors.hasPrefix("\(path): radiometric: temperatures by its own settings\n"))
      let screen = try Command.run(arguments + ["\(root)/screen.png", "--screen-picture"])
      #expect(screen.status == 0 && screen.errors.isEmpty, "\(screen.errors)")
      let fused = try ["measured", "screen"].map { try Image(contentsOf: "\(root)/\($0).png") }
      #expect(fused[0].samples != fused[1].samples)
    }
  }

  @Test func oneFileIsScored() throws {
    try withFile { root, path in
      let scored = ["--metrics", "EN", "--format", "csv"]
      let outcome = try Command.run(["evaluate", path, "--method", "average"] + scored)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.hasPrefix("\(path): radiometric: temperatures by its own settings"))
      #expect(outcome.output.contains("shot"), "\(outcome.output)")
      let fused = try Command.run(
        "fuse", path, "-o", "\(root)/fused.png", "--method", "average", "--color", "gray")
      #expect(fused.status == 0)
      let saved = try Command.run(
        ["evaluate", path, "--fused", "average=\(root)/fused.png"] + scored)
      #expect(saved.status == 0, "\(saved.errors)")
      let alone = try Command.run("evaluate", "\(root)/fused.png", "--method", "average")
      #expect(alone.status == 2 && alone.errors.contains("is one file; its partner too"))
    }
  }

  @Test func aFolderOfBothKindsIsScored() throws {
    try withFile { root, _ in
      try FileManager.default.createDirectory(
        atPath: "\(root)/in/a", withIntermediateDirectories: true)
      for name in ["in/a/1_vis", "in/a/1_ir", "in/2_vis", "in/2_ir"] {
        try picture(32, 24, level: name.hasSuffix("ir") ? 10 : 90)
          .write(to: "\(root)/\(name).png")
      }
      let arguments = ["\(root)/in", "--recursive", "--method", "average"]
      #expect(try Command.run(["fuse"] + arguments + ["-o", "\(root)/in/out"]).status == 0)
      let outcome = try Command.run(
        ["evaluate"] + arguments
          + ["--fused", "saved=\(root)/in/out", "--metrics", "EN", "--format", "csv"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("2 pairs by the pattern *_vis=*_ir"))
      #expect(!outcome.errors.contains("partner"), "\(outcome.errors)")
      for wanted in ["a/1", "saved"] { #expect(outcome.output.contains(wanted)) }
    }
  }

  @Test func benchTakesWhatWasMeasured() throws {
    try withFile { _, path in
      let outcome = try Command.run("bench-pair", path, path, "--repeats", "1")
      // The photo is 64x48, the thermal image, as the screen, 32x24.
      #expect(outcome.status == 1 && outcome.errors.contains("64x48 and 32x24"), "\(outcome)")
    }
  }

  @Test func whatIsDamagedSaysWhichOptionHelps() throws {
    try withFile({ $0.extraLength = 1 << 20 }) { root, path in
      let outcome = try Command.run(
        "fuse", path, "-o", "\(root)/fused.png", "--method", "average")
      #expect(outcome.status != 0)
      #expect(outcome.errors.contains("--screen-picture takes the picture of its screen"))
    }
  }

  @Test func infoSaysWhatAFileHolds() throws {
    try withFile { _, path in
      let outcome = try Command.run("info", path)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.hasPrefix("camera         FLIR T0\n"))
      for wanted in ["32x24", "°C", "R1 16951.801", "offsets +0 +0", "photo          64x48"] {
        #expect(outcome.output.contains(wanted), "\(wanted) in \(outcome.output)")
      }
      let json = try Command.run("info", path, "--json")
      #expect(json.output.contains("\"emissivity\" : \"0.90\""))
    }
  }

  @Test func infoOfAPlainImageSaysWhatIsMissing() throws {
    try Workspace.with { workspace in
      let pixels = Plane(
        size: ImageSize(width: 8, height: 8), values: Array(repeating: 0, count: 64))
      try Image(luminance: pixels).write(to: workspace["photo.jpg"])
      let outcome = try Command.run("info", workspace["photo.jpg"])
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("photo.jpg: an image that holds no temperatures"))
    }
  }
}
