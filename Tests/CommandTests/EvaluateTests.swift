// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestSupport
import Testing

/// `daefuse evaluate` and `daefuse benchmark` on good input, and `daefuse fuse --method`.
@Suite(.tags(.endToEnd)) struct EvaluateTests {
  @Test func scoresThreeFiles() throws {
    try Workspace.with { workspace in
      #expect(try workspace.fuse("fused.png").status == 0)
      let outcome = try workspace.evaluate("1.png", workspace["fused.png"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.isEmpty)
      #expect(outcome.lines.count == 3)
      #expect(
        outcome.lines[0].split(separator: " ")
          == ["fused", "EN", "SD", "SF", "MI", "SCD", "VIF", "Qabf", "SSIM"])
      #expect(outcome.lines[1].hasPrefix("1 ") && outcome.lines[2].hasPrefix("mean "))
    }
  }

  /// A dot in a folder's name begins no extension.
  @Test func aFolderNamesItsMethod() throws {
    try Workspace.with(pairs: 2) { workspace in
      try FileManager.default.copyItem(
        atPath: workspace["visible"], toPath: workspace["v1.2"])
      let outcome = try workspace.evaluate("", workspace["v1.2"], "--metrics", "EN")
      #expect(outcome.output.contains("v1.2"), "\(outcome.output)\(outcome.errors)")
    }
  }

  @Test func noneIsNoModel() throws {
    let outcome = try Command.run(["evaluate", "a.png", "b.png", "--model", "none"])
    #expect(outcome.status == 2 && outcome.errors.contains("none: no such file"))
  }

  @Test func comparesFoldersAndMethodsInOneTable() throws {
    try Workspace.with(pairs: 3) { workspace in
      let outcome = try workspace.evaluate(
        "", workspace["visible"], "--fused", "ir=\(workspace["infrared"])", "--method", "laplacian",
        "--method", "max", "--model", workspace.weights, "--threads", "2", "--format", "json")
      let object = try outcome.object()
      let methods = try #require(object["methods"] as? [[String: Any]])
      #expect(
        methods.map { $0["method"] as? String } == ["visible", "ir", "tiny", "laplacian", "max"])
      let images = try #require(methods[2]["images"] as? [[String: Any]])
      #expect(images.map { $0["name"] as? String } == ["1", "2", "3"])
      #expect(
        Set(images[0].keys) == [
          "name", "EN", "SD", "SF", "MI", "SCD", "VIF", "Qabf", "SSIM",
        ])
      #expect((object["comparisons"] as? [Any])?.count == 4)
    }
  }

  @Test(arguments: [false, true])
  func savedResultsScoreLikeThoseOnTheFly(_ isNetwork: Bool) throws {
    try Workspace.with(pairs: 2) { workspace in
      // Gray sources: a color image's luminance is rounded when it is fused on the fly.
      for index in 1...2 {
        let image = try Image(contentsOf: workspace["visible/\(index).png"])
        try Image(luminance: image.luminance()).write(to: workspace["visible/\(index).png"])
      }
      let model = ["--model", isNetwork ? workspace.weights : "no-such-file"]
      let saved = try Command.run(
        ["fuse", workspace["visible"], workspace["infrared"], "-o", workspace["out"], "--quiet"]
          + model + (isNetwork ? [] : ["--method", "guided"]))
      #expect(saved.status == 0, "\(saved.errors)")
      let way = isNetwork ? model : ["--method", "guided"]
      let object = try workspace.evaluate(
        "", [workspace["out"], "--format", "json"] + way
      ).object()
      let methods = try #require(object["methods"] as? [[String: Any]])
      #expect(methods.map { $0["method"] as? String } == ["out", isNetwork ? "tiny" : "guided"])
      #expect(methods[0]["images"] as? NSArray == methods[1]["images"] as? NSArray)
    }
  }

  @Test func threadsDoNotChangeTheResult() throws {
    try Workspace.with(pairs: 5) { workspace in
      let texts = try ["1", "3"].map {
        try workspace.evaluate("", "--method", "wavelet", "--threads", $0, "--format", "csv").output
      }
      #expect(
        texts[0] == texts[1] && texts[0].hasPrefix("method,image,EN,SD,SF,MI,SCD,VIF,Qabf,SSIM\n"))
    }
  }

  @Test func profileAndMetricsAreChosen() throws {
    try Workspace.with { workspace in
      func mean(_ profile: String) throws -> [String: Double] {
        let object = try workspace.evaluate(
          "", "--method", "average", "--profile", profile, "--metrics", "mi,SSIM", "--format",
          "json"
        ).object()
        #expect(object["profile"] as? String == profile)
        return try #require(object["mean"] as? [String: Double])
      }
      let (published, standard) = (try mean("cddfuse"), try mean("standard"))
      #expect(Set(published.keys) == ["MI", "SSIM"])
      let ratio = try #require(standard["MI"]) / #require(published["MI"])
      #expect(abs(ratio - 1 / log(2)) < 1e-9, "bits against nats")
    }
  }

  @Test func reportsGoToFilesByExtension() throws {
    try Workspace.with(pairs: 2) { workspace in
      for (name, start) in [
        ("t.html", "<!DOCTYPE html>"), ("t.md", "| method |"), ("t.csv", "method,"),
      ] {
        try workspace.write("old".utf8, to: name)
        let outcome = try workspace.evaluate(
          "", "--method", "max", "--method", "average", "-o", workspace[name])
        #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.errors)")
        let text = try String(contentsOfFile: workspace[name], encoding: .utf8)
        #expect(text.hasPrefix(start), "\(name)")
      }
      let page = try String(contentsOfFile: workspace["t.html"], encoding: .utf8)
      #expect(page.contains(" id=\"scene-1\">") && page.contains("data:image/jpeg;base64,"))
    }
  }

  @Test func comparisonsCanBeLeftOut() throws {
    try Workspace.with(pairs: 2) { workspace in
      let arguments = ["--method", "max", "--method", "average"]
      #expect(try workspace.evaluate("", arguments).output.contains("max minus average"))
      let plain = try workspace.evaluate("", arguments + ["--no-comparisons"])
      #expect(plain.status == 0 && !plain.output.contains("minus"))
    }
  }

  @Test func framesOfAVideoAreScored() throws {
    try Workspace.with(pairs: 3) { workspace in
      let arguments = ["--method", "average", "--sequence", "--metrics", "EN"]
      let object = try workspace.evaluate("", arguments + ["--format", "json"]).object()
      #expect(object["method"] as? String == "average")
      let sequence = try #require(object["sequence"] as? [String: Any])
      #expect(sequence["frames"] as? Int == 3)
      let methods = try #require(sequence["methods"] as? [[String: Any]])
      #expect(methods.count == 1 && methods[0]["method"] as? String == "average")
      let difference = try #require(methods[0]["temporalDifference"] as? Double)
      #expect(difference < 0.5, "a mixture: rounding alone")
      let flicker = try #require(methods[0]["flicker"] as? Double)
      #expect(flicker > 0, "other scenes")
      let table = try workspace.evaluate("", arguments).output
      #expect(table.contains("Steadiness over 3 frames") && table.contains("\nsecond source  "))
    }
  }

  @Test func constantImagesAreNamed() throws {
    try Workspace.with { workspace in
      let size = ImageSize(width: 64, height: 48)
      let flat = [UInt8](repeating: 90, count: size.pixelCount)
      try Image(size: size, colorModel: .gray, samples: .uint8(flat))
        .write(to: workspace["infrared/1.png"])
      let outcome = try workspace.evaluate("1.png", workspace["infrared/1.png"])
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("SCD of 1 is undefined for 1 (a constant image"))
    }
  }

  @Test func imagesWithoutPartnerAreWarnedOf() throws {
    try Workspace.with(pairs: 3) { workspace in
      try FileManager.default.removeItem(atPath: workspace["infrared/2.png"])
      let outcome = try workspace.evaluate("", workspace["visible"])
      #expect(outcome.status == 0)
      #expect(outcome.errors.contains("visible/2.png: has no partner in the other folder"))
    }
  }

  @Test func benchmarkPrintsPublishedAndMeasuredRows() throws {
    try Workspace.with(pairs: 2) { workspace in
      try workspace.makeDataFolder()
      let outcome = try Command.run(
        "benchmark", "tno", "--data", workspace["data"], "--model", workspace.weights, "--method",
        "centred-max", "--threads", "1")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let names = outcome.lines.prefix(11).map { $0.prefix { $0 != " " } }
      #expect(
        names == [
          "method", "DIDFuse", "U2Fusion", "RFN-Nest", "DDcGAN", "TarDAL", "CDDFuse", "DDFM",
          "DAE-Fuse", "tiny", "centred-max",
        ])
      #expect(outcome.output.contains("A table without centred-max misleads"))
      #expect(outcome.output.contains("Rows marked as published"))
    }
  }

  @Test func benchmarkTakesAllFormulasAndNoNetwork() throws {
    try Workspace.with { workspace in
      try workspace.makeDataFolder()
      let object = try Command.run(
        "benchmark", "tno", "--data", workspace["data"], "--model", "none", "--profile", "standard",
        "--format", "json", "--threads", "1"
      ).object()
      let methods = try #require(object["methods"] as? [[String: Any]])
      #expect(
        methods.map { $0["method"] as? String }
          == ["average", "max", "centred-max", "laplacian", "wavelet", "guided"])
    }
  }

  @Test func fuseTakesFormulas() throws {
    try Workspace.with { workspace in
      let outcome = try workspace.fuse("f.png", "--method", "max", "--color", "gray")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let files = ["visible/1.png", "infrared/1.png", "f.png"].map { workspace[$0] }
      let planes = try files.map { try Image(contentsOf: $0).luminance().values }
      let errors = planes[0].indices.map {
        abs(planes[2][$0] - max(planes[0][$0], planes[1][$0]))
      }
      #expect(errors.allSatisfy { $0 <= 0.5001 / 255 }, "half a gray level")
    }
  }
}

extension Workspace {
  /// Evaluates its sources: `image` names a file in both folders, "" the folders themselves.
  func evaluate(_ image: String, _ more: String...) throws -> Command.Outcome {
    try evaluate(image, more)
  }

  /// The same with a list of arguments.
  func evaluate(_ image: String, _ more: [String]) throws -> Command.Outcome {
    let sources = ["visible", "infrared"].map { self[image.isEmpty ? $0 : "\($0)/\(image)"] }
    return try Command.run(["evaluate"] + sources + more)
  }

  /// Makes `data/tno_test` of its pairs.
  func makeDataFolder() throws {
    try FileManager.default.createDirectory(
      atPath: self["data/tno_test"], withIntermediateDirectories: true)
    for (old, new) in [("visible", "vi"), ("infrared", "ir")] {
      try FileManager.default.copyItem(atPath: self[old], toPath: self["data/tno_test/\(new)"])
    }
  }
}

extension Command.Outcome {
  /// What was printed, as a JSON object.
  func object() throws -> [String: Any] {
    #expect(status == 0, "\(errors)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
  }
}
