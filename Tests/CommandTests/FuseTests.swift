// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Imaging
import Scenes
import TestSupport
import Testing

@testable import FusionCommand

/// `daefuse fuse` on good input.
@Suite(.tags(.endToEnd)) struct FuseTests {
  @Test func fusesTwoFiles() throws {
    try Workspace.with { workspace in
      let outcome = try workspace.fuse("fused.png")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.isEmpty)
      #expect(outcome.output.hasPrefix("\(workspace["fused.png"])  64x48  read "))
      let fused = try Image(contentsOf: workspace["fused.png"])
      #expect(fused.size == ImageSize(width: 64, height: 48))
      #expect(fused.colorModel == .rgb && !fused.isGray, "the visible image's color comes back")
    }
  }

  @Test(arguments: ["png", "jpg", "tif", "webp"])
  func writesByExtension(_ name: String) throws {
    try Workspace.with { (workspace: Workspace) throws in
      #expect(try workspace.fuse("fused.\(name)").status == 0)
      #expect(try Image(contentsOf: workspace["fused.\(name)"]).size.width == 64)
    }
  }

  @Test func fusesFoldersAndWarnsOfImagesWithoutPartner() throws {
    try Workspace.with(pairs: 3) { workspace in
      try FileManager.default.removeItem(atPath: workspace["infrared/2.png"])
      let outcome = try Command.run(
        ["fuse", workspace["visible"], workspace["infrared"], "-o", workspace["out"]]
          + workspace.model)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("\(workspace["visible/2.png"]): has no partner"))
      #expect(try workspace.files(in: "out") == ["1.png", "3.png"])
      #expect(outcome.lines.last?.hasPrefix("2 of 2 pairs fused") == true)
    }
  }

  @Test func warmPeopleAreMarkedInColor() throws {
    try Workspace.with { workspace in
      #expect(try workspace.fuse("plain.png").status == 0)
      let outcome = try workspace.fuse("marked.png", "--highlight", "95%", "--palette", "rainbow")
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      let names = ["plain.png", "marked.png", "infrared/1.png"]
      let images = try names.map { try Image(contentsOf: workspace[$0]) }
      let (before, after) = (images[0].chroma(), images[1].chroma())
      let warmth = images[2].luminance().values.enumerated()
      let changed = warmth.filter { before.cb.values[$0.0] != after.cb.values[$0.0] }
      #expect(changed.count > 20 && changed.count <= 64 * 48 / 20)
      let coldest = try #require(changed.map(\.element).min())
      #expect(warmth.count { $0.element > coldest + 0.001 } <= changed.count)
      let idle = try workspace.fuse("idle.png", "--palette", "iron")
      #expect(idle.status == 0 && idle.errors.contains("--palette: of no effect, as there is no"))
    }
  }

  @Test func aBarSaysWhatMarksStandFor() throws {
    try Workspace.with { workspace in
      let arguments = ["--highlight", "190", "--palette", "rainbow"]
      #expect(try workspace.fuse("plain.png", arguments).status == 0)
      #expect(try workspace.fuse("bar.png", arguments + ["--bar"]).status == 0)
      let images = try ["plain.png", "bar.png"].map { try Image(contentsOf: workspace[$0]) }
      let bar = Image.colorBar(
        .rainbow, height: 48, range: BrightnessRange(low: 190, high: 255), part: 0.4...0.85)
      #expect(images[1].samples == Image.panel([images[0], bar]).samples)
      let idle = try workspace.fuse("idle.png", "--bar")
      #expect(idle.status == 0 && idle.errors.contains("--bar: of no effect, as there is no"))
      #expect(try Image(contentsOf: workspace["idle.png"]).size.width == 64)
      #expect(try workspace.fuse("panel.png", arguments + ["--panel"]).status == 0)
      let width = 3 * 64 + 3 * 8 + bar.size.width + 8
      let scale = Image.colorBar(
        .rainbow, height: 48, range: BrightnessRange(low: 0, high: 255))
      #expect(
        try Image(contentsOf: workspace["panel.png"]).size.width == width + scale.size.width)
    }
  }

  @Test func aPaletteColorsTheSecondImageOfAPanel() throws {
    try Workspace.with { workspace in
      #expect(try workspace.fuse("panel.png", "--panel", "--palette", "iron").status == 0)
      let panel = try Image(contentsOf: workspace["panel.png"])
      // Three pictures, a bar of 14 with a tick and the text of 255, and gaps.
      #expect(panel.size == ImageSize(width: 3 * 64 + 14 + 6 + 3 * 6 + 2 + 3 * 8, height: 48))
      let infrared = try Image(contentsOf: workspace["infrared/1.png"])
      let wanted = Image(heat: infrared.luminance(), palette: .iron)
      guard case (.uint8(let all), .uint8(let colors)) = (panel.samples, wanted.samples) else {
        Issue.record("8 bits are wanted")
        return
      }
      for row in 0..<48 {
        let start = 3 * (row * panel.size.width + 64 + 8)
        #expect(all[start..<start + 3 * 64] == colors[3 * 64 * row..<3 * 64 * (row + 1)])
      }
    }
  }

  @Test func anImageWithoutAValidPixelIsWarnedOf() throws {
    try Workspace.with { workspace in
      try workspace.blank("infrared/1.png")
      let outcome = try workspace.fuse("fused.png", "--quiet")
      let tail = "infrared/1.png: no pixel is valid; the other image is taken\n"
      #expect(outcome.status == 0)
      #expect(outcome.errors.hasPrefix("Warning: ") && outcome.errors.hasSuffix(tail))
    }
  }

  /// The first pair takes longest, and is told of first.
  @Test(arguments: ["1", "3"]) func severalPairsAtOnceKeepTheirOrder(_ count: String) throws {
    try Workspace.with(pairs: 5) { workspace in
      let scene = RenderedScene(seed: 9, size: ImageSize(width: 640, height: 480), condition: .day)
      try scene.visible.write(to: workspace["visible/1.png"])
      try scene.infrared.write(to: workspace["infrared/1.png"])
      let outcome = try Command.run(
        ["fuse", workspace["visible"], workspace["infrared"], "-o", workspace["out"]]
          + workspace.model + ["--at-once", count, "--threads", "2"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let names = outcome.lines.dropLast().map { String($0.prefix { $0 != " " }) }
      #expect(names == (1...5).map { workspace["out/\($0).png"] })
      #expect(try workspace.fuse("alone.png").status == 0)
      let (fused, wanted) = (
        try Image(contentsOf: workspace["out/1.png"]), try Image(contentsOf: workspace["alone.png"])
      )
      let farthest = zip(fused.luminance().values, wanted.luminance().values)
        .map { abs($0 - $1) }.max()
      #expect(try #require(farthest) < 1.5 / 255, "threads add in another order")
    }
  }

  @Test func oneBadPairIsReportedAndDoesNotStopTheOthers() throws {
    try Workspace.with(pairs: 3) { workspace in
      try workspace.write("no image".utf8, to: "infrared/2.png")
      let outcome = try Command.run(
        ["fuse", workspace["visible"], workspace["infrared"], "-o", workspace["out"], "--json"]
          + workspace.model)
      #expect(outcome.status == 1)
      #expect(try workspace.files(in: "out") == ["1.png", "3.png"])
      #expect(outcome.errors.contains(workspace["infrared/2.png"]))
      let objects = try outcome.lines.map { line in
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      }
      #expect(objects.map { $0["error"] == nil } == [true, false, true])
      #expect(objects[0]["width"] as? Int == 64)
      let times = try #require(objects[0]["milliseconds"] as? [String: Double])
      #expect(Set(times.keys) == ["read", "fuse", "write"])
    }
  }

  @Test func aDryRunPrintsThePairsAndWritesNothing() throws {
    try Workspace.with(pairs: 2) { workspace in
      func run(_ more: String...) throws -> Command.Outcome {
        let arguments = ["fuse", workspace["visible"], workspace["infrared"], "--dry-run"]
        return try Command.run(arguments + ["-o", workspace["out"]] + workspace.model + more)
      }
      let outcome = try run()
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      #expect(
        outcome.lines.map(String.init)
          == (1...2).map { index in
            let paths = ["visible", "infrared", "out"].map { workspace["\($0)/\(index).png"] }
            return "\(paths[0]) + \(paths[1]) -> \(paths[2])"
          })
      #expect(!FileManager.default.fileExists(atPath: workspace["out"]))
      #expect(try run("--json").lines.allSatisfy { $0.contains(#""status":"planned""#) })
    }
  }

  @Test func aDryRunTellsOfOutputsThatAreThere() throws {
    try Workspace.with(pairs: 2) { workspace in
      try FileManager.default.createDirectory(
        atPath: workspace["out"], withIntermediateDirectories: false)
      try workspace.write("precious".utf8, to: "out/2.png")
      func run(_ more: String...) throws -> Command.Outcome {
        let arguments = ["fuse", workspace["visible"], workspace["infrared"], "--dry-run"]
        return try Command.run(arguments + ["-o", workspace["out"]] + workspace.model + more)
      }
      let skipping = try run("--skip-existing")
      #expect(skipping.status == 0 && skipping.lines.count == 2, "\(skipping)")
      #expect(
        skipping.lines.last == "\(workspace["out/2.png"])  left out: is there already")
      let json = try run("--skip-existing", "--json")
      #expect(json.lines.last?.contains(#""status":"skipped""#) == true, "\(json)")
      let refusing = try run()
      #expect(refusing.status == 1 && refusing.lines.count == 1, "\(refusing)")
      #expect(refusing.errors.contains("out/2.png: is there already; --overwrite replaces it"))
      #expect(try run("--overwrite").lines.allSatisfy { $0.contains(" -> ") })
    }
  }

  @Test func whatIsMissingIsSaidFirst() throws {
    try Workspace.with { workspace in
      for more in [["-o", "zz"], ["-o", "f.png", "--dry-run"]] {
        let outcome = try Command.run(
          ["fuse", workspace["visible/1.png"], workspace["none.png"], "--method", "average"]
            + more.map { $0.hasPrefix("-") ? $0 : workspace[$0] })
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(outcome.errors == "Error: \(workspace["none.png"]): no such file\n")
      }
    }
  }

  /// A run that was cut off goes on.
  @Test func whatIsThereIsLeftOutWhenTold() throws {
    try Workspace.with(pairs: 3) { workspace in
      try FileManager.default.createDirectory(
        atPath: workspace["out"], withIntermediateDirectories: false)
      try workspace.write("precious".utf8, to: "out/2.png")
      let words =
        ["fuse", workspace["visible"], workspace["infrared"], "-o", workspace["out"]]
        + workspace.model + ["--skip-existing"]
      let outcome = try Command.run(words)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try workspace.bytes("out/2.png") == Array("precious".utf8))
      #expect(try workspace.files(in: "out") == ["1.png", "2.png", "3.png"])
      #expect(
        outcome.lines.last?.hasPrefix("2 of 3 pairs fused, 1 left out whose files were there, ")
          == true)
      // Where nothing is fused there is no speed.
      #expect(
        try Command.run(words).lines.last == "0 of 3 pairs fused, 3 left out whose files were there"
      )
    }
  }

  @Test(arguments: [[], ["--json"]]) func aSinglePairThatIsThereIsToldOf(_ style: [String]) throws {
    try Workspace.with { workspace in
      try workspace.write("precious".utf8, to: "out.png")
      let outcome = try Command.run(
        [
          "fuse", workspace["visible/1.png"], workspace["infrared/1.png"], "-o",
          workspace["out.png"],
        ]
          + ["--method", "average", "--skip-existing"] + style)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let wanted =
        style.isEmpty ? "out.png  left out: is there already" : "\"status\":\"skipped\""
      #expect(outcome.output.contains(wanted), "\(outcome.output)")
    }
  }

  @Test(arguments: [["infrared", "visible"], ["nowhere", "out"]])
  func foldersThatCannotBeMeantAreMistakes(_ folders: [String]) throws {
    try Workspace.with { workspace in
      let before = try workspace.bytes("visible/1.png")
      let outcome = try Command.run(
        ["fuse", workspace["visible"], workspace[folders[0]], "-o", workspace[folders[1]]]
          + ["--method", "average", "--overwrite"])
      #expect(outcome.status == 2, "\(outcome.errors)")
      #expect(try workspace.bytes("visible/1.png") == before)
    }
  }

  @Test func whatAFormulaDoesNotTakeIsTold() throws {
    try Workspace.with { workspace in
      let outcome = try workspace.fuse("out.png", "--method", "average")
      #expect(outcome.status == 0)
      #expect(outcome.errors.contains("Warning: --model, --threads: of no effect"))
    }
  }

  @Test(arguments: [
    (
      ["--color", "gray", "--color-from", "second"], ["--color-from: of no effect, as --color gray"]
    ),
    (["--color", "keep", "--color-from", "second"], []),
    (["--color-from", "first"], []),
    (["--subject", "medical"], ["--subject: of no effect, as only --method centred-max"]),
    (["--method", "centred-max", "--subject", "medical"], []),
    (
      ["--method", "max", "--tile", "256", "--subject", "medical"],
      ["--tile: of no effect, as --method max", "--subject: of no effect"]
    ),
    (["--json", "--quiet"], ["--quiet: of no effect, as --json"]),
    (["--tile", "256", "--precision", "float32"], []),
  ])
  func optionsOfNoEffectTogetherAreTold(_ options: [String], _ warnings: [String]) throws {
    let command = try #require(
      try Root.parseAsRoot(["fuse", "a.png", "b.png", "-o", "c.png"] + options) as? Fuse)
    let found = command.idleOptions
    #expect(found.count == warnings.count, "\(found)")
    for (line, wanted) in zip(found, warnings) { #expect(line.hasPrefix(wanted), "\(line)") }
  }

  @Test(arguments: [
    ["--percentile", "1:200"], ["--percentile", "-1:50"], ["--range", "-inf:5"],
    ["--range", "0:nan"],
  ])
  func rangesThatAreNoneAreMistakes(_ option: [String]) throws {
    let outcome = try Command.run(
      ["fuse", "a.png", "b.png", "-o", "c.png", "--method", "average"] + option)
    #expect(outcome.status == 2, "\(outcome.errors)")
  }

  @Test(
    "the option that helps with unequal sizes is named however a pair is told of",
    arguments: [[], ["--json"], ["--quiet"]], [false, true])
  func unequalSizesAreAdvised(_ style: [String], _ isFolder: Bool) throws {
    try Workspace.with(pairs: 2) { workspace in
      let small = RenderedScene(seed: 1, size: ImageSize(width: 32, height: 48), condition: .day)
      try small.infrared.write(to: workspace["infrared/2.png"])
      let files = ["visible", "infrared"].map { workspace[isFolder ? $0 : "\($0)/2.png"] }
      let output = workspace[isFolder ? "out" : "out.png"]
      let outcome = try Command.run(
        ["fuse"] + files + ["-o", output, "--method", "average"] + style)
      let hint = "one size are wanted; --resize-second resizes the second, --align "
      #expect(outcome.status == 1 && outcome.errors.contains(hint), "\(outcome.errors)")
      #expect(outcome.output.contains(hint) == (style == ["--json"]))
    }
  }

  @Test(arguments: [["--no-data", "0"], ["--no-data", "second:0"], ["--no-data", "first:0"]])
  func valuesThatStandForNothing(_ arguments: [String]) throws {
    try Workspace.with { workspace in
      let size = ImageSize(width: 64, height: 48)
      let isHole = (0..<size.pixelCount).map { $0 % 64 < 50 && $0 / 64 < 40 }
      let images = [(0.6, "visible/1.png"), (0.2, "infrared/1.png")]
      for (level, name) in images {
        let values = isHole.map { $0 && name.hasPrefix("infrared") ? 0 : Float(level) }
        try Image(luminance: Plane(size: size, values: values)).write(to: workspace[name])
      }
      // What is black in a far corner is no wedge of straight sides: only the option tells.
      let outcome = try workspace.fuse(
        "fused.png", "--method", "average", arguments[0], arguments[1])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let fused = try Image(contentsOf: workspace["fused.png"]).luminance()
      let isTaken = abs(fused.values[0] - 0.6) < 0.01
      #expect(isTaken == (arguments[1] != "first:0"), "\(fused.values[0])")
    }
  }

  @Test func panelShowsAllThree() throws {
    try Workspace.with { (workspace: Workspace) throws in
      #expect(try workspace.fuse("panel.png", "--panel").status == 0)
      #expect(try Image(contentsOf: workspace["panel.png"]).size.width == 3 * 64 + 2 * 8)
    }
  }

  @Test(arguments: [
    (["--color", "gray"], false), (["--color", "keep", "--color-from", "second"], true),
    (["--color-from", "second"], false), ([], true),
  ])
  func colorFollowsTheOptions(_ arguments: [String], isRGB: Bool) throws {
    try Workspace.with { workspace in
      let files = [workspace["visible/1.png"], workspace["infrared/1.png"]]
      let outcome = try Command.run(
        ["fuse"] + files + ["-o", workspace["f.png"]] + workspace.model + arguments)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let fused = try Image(contentsOf: workspace["f.png"])
      #expect((fused.colorModel == .rgb) == isRGB)
    }
  }

  @Test func stretchReachesBothEnds() throws {
    try Workspace.with { workspace in
      #expect(try workspace.fuse("f.png", "--stretch", "--color", "gray").status == 0)
      let values = try Image(contentsOf: workspace["f.png"]).luminance().values
      #expect(values.min() == 0 && values.max() == 1)
    }
  }

  /// Thermal counts around 8000, as cameras give them, are seen as the image that they stand for.
  @Test(arguments: [["--range", "7900:8100"], ["--percentile", "1:99"], []])
  func thermalRangeShowsWhatIsThere(_ range: [String]) throws {
    try Workspace.with { workspace in
      func fused(_ more: [String]) throws -> [Float] {
        let files = [workspace["visible/1.png"], workspace["infrared/1.png"]]
        let options = ["-o", workspace["f.png"], "--method", "average", "--overwrite"]
        let outcome = try Command.run(["fuse"] + files + options + more)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try Image(contentsOf: workspace["f.png"]).luminance().values
      }
      // A share of the pixels is the same share of other units.
      let wanted = try fused(range.first == "--percentile" ? range : [])
      let warm = try Image(contentsOf: workspace["infrared/1.png"]).luminance()
      let counts = warm.values.map { UInt16((7900 + 200 * $0).rounded()) }
      try Image(size: warm.size, colorModel: .gray, samples: .uint16(counts))
        .write(to: workspace["infrared/1.png"])
      func difference(_ values: [Float]) -> Float {
        zip(values, wanted).map { abs($0 - $1) * 255 }.max() ?? .infinity
      }
      // A found range leaves the outermost levels out.
      #expect(difference(try fused(range)) <= (range.isEmpty ? 12 : 2))
      #expect(difference(try fused(["--range", "full"])) > 30, "in the whole range all is dark")
    }
  }

  @Test func foundRangesAreToldOnce() throws {
    try Workspace.with(pairs: 5) { workspace in
      for index in 1...5 {
        let warm = try Image(contentsOf: workspace["infrared/\(index).png"]).luminance()
        let hundredths = warm.values.map { UInt16((27815 + 3000 * $0).rounded()) }
        try Image(size: warm.size, colorModel: .gray, samples: .uint16(hundredths))
          .write(to: workspace["infrared/\(index).png"])
      }
      func fuse(_ name: String, _ output: String, _ more: String...) throws -> Command.Outcome {
        let files = ["visible", "infrared"].map { workspace[$0 + name] }
        let options = ["-o", workspace[output], "--method", "average", "--overwrite"]
        return try Command.run(["fuse"] + files + options + more)
      }
      let one = try fuse("/1.png", "f.png").errors
      #expect(one.hasPrefix("\(workspace["infrared/1.png"]): 28"), "\(one)")
      #expect(one.contains(" °C (1st to 99th percentile of ") && one.count { $0 == "\n" } == 1)
      #expect(try fuse("/1.png", "f.png", "--quiet").errors == "")
      let many = try fuse("", "out").errors
      #expect(many.hasPrefix("5 images: each from the 1st to the 99th percentile"), "\(many)")
      #expect(many.count { $0 == "\n" } == 1)
      let shared = try fuse("", "out", "--range", "shared").errors
      #expect(shared.hasPrefix("one range for all second images: 27"), "\(shared)")
      #expect(shared.hasSuffix(" °C, found in 5 of 5 images\n") && shared.count { $0 == "\n" } == 1)
      let missed = try fuse("/1.png", "f.png", "--range", "5:35")
      #expect(missed.status == 0 && missed.errors.contains("holds none of its values"))
    }
  }

  @Test func rangesBelowZeroAreRanges() throws {
    try Workspace.with { workspace in
      #expect(try workspace.fuse("range.png", "--range", "-20:300.5").status == 0)
      #expect(try workspace.fuse("other.png", "--range=-20:300.5").status == 0)
      #expect(try workspace.bytes("range.png") == workspace.bytes("other.png"))
      let outside = try workspace.fuse("f.png", "--percentile", "-1:99")
      #expect(outside.errors.contains("wanted within 0...100"), "\(outside.errors)")
    }
  }

  @Test func sixteenBitVisibleImagesGiveSixteenBitResults() throws {
    try Workspace.with { workspace in
      try Image(contentsOf: workspace["visible/1.png"]).converted(to: .uint16)
        .write(to: workspace["visible/1.png"])
      #expect(try workspace.fuse("f.png").status == 0)
      #expect(try Image(contentsOf: workspace["f.png"]).samples.depth == .uint16)
    }
  }

  @Test func overwritesOnlyWhenTold() throws {
    try Workspace.with { workspace in
      try workspace.write("precious".utf8, to: "f.png")
      let refused = try workspace.fuse("f.png")
      #expect(refused.status == 1 && refused.errors.contains("--overwrite"))
      #expect(try workspace.bytes("f.png") == Array("precious".utf8))
      #expect(try workspace.fuse("f.png", "--overwrite").status == 0)
      #expect(try Image(contentsOf: workspace["f.png"]).size.width == 64)
    }
  }

  @Test func quietPrintsNothing() throws {
    try Workspace.with { workspace in
      let outcome = try workspace.fuse("f.png", "--quiet")
      #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errors.isEmpty)
    }
  }

  @Test func interruptionLeavesOnlyWholeFiles() throws {
    try Workspace.with(pairs: 40) { workspace in
      let running = try Command.start(
        "fuse", workspace["visible"], workspace["infrared"], "-o", workspace["out"],
        "--model", workspace.weights, "--threads", "1")
      while try !FileManager.default.fileExists(atPath: workspace["out"])
        || workspace.files(in: "out").isEmpty
      { usleep(2000) }
      running.process.interrupt()
      let outcome = running.finish()
      #expect(outcome.status == 130)
      let written = try workspace.files(in: "out")
      #expect(!written.isEmpty && written.count < 40)
      for name in written {
        #expect(try Image(contentsOf: workspace["out/\(name)"]).size.width == 64, "\(name)")
      }
    }
  }
}
