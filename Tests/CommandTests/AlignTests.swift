// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geometry
import Imaging
import Scenes
import TestSupport
import Testing

/// `daefuse align`, and what `fuse` and `evaluate` do with its rigs.
@Suite(.tags(.endToEnd)) struct AlignTests {
  private static let size = ImageSize(width: 192, height: 144)
  private static let secondSize = ImageSize(width: 120, height: 90)
  private static let truth = Homography.similarity(scale: 1.5, angle: -0.02, x: 10, y: 7)

  /// Writes `visible/N.png` and `infrared/N.png`, the latter as a second camera sees the scene.
  private func addScenes(_ workspace: Workspace, _ seeds: ClosedRange<UInt64>) throws {
    let back = try #require(Self.truth.inverse)
    for seed in seeds {
      let scene = RenderedScene(seed: seed, size: Self.size, condition: .day)
      try scene.visible.write(to: workspace["visible/\(seed).png"], replacing: true)
      let second = scene.infrared.warped(by: back, to: Self.secondSize)
      try Image(luminance: second.luminance())
        .write(to: workspace["infrared/\(seed).png"], replacing: true)
    }
  }

  private func align(
    _ workspace: Workspace, _ first: String, _ second: String, _ more: String...
  ) throws -> Command.Outcome {
    try Command.run(
      ["align", workspace[first], workspace[second], "-o", workspace["rig.json"]] + more)
  }

  private func expectTruth(_ path: String, within limit: Double) throws {
    let rig = try Rig(contentsOf: path)
    #expect(rig.firstSize == Self.size && rig.secondSize == Self.secondSize)
    for point in [SIMD2(20.0, 15.0), SIMD2(100.0, 15.0), SIMD2(60.0, 75.0)] {
      let offset = rig.geometry(point) - Self.truth(point)
      #expect((offset * offset).sum().squareRoot() < limit, "\(offset)")
    }
  }

  @Test func aFolderOfPairsMakesARigThatFuses() throws {
    try Workspace.with { workspace in
      try addScenes(workspace, 1...3)
      let check = workspace["check"]
      let outcome = try align(
        workspace, "visible", "infrared", "--model", "similarity", "--check", check)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.lines.count == 2 && outcome.lines[0].hasPrefix("scale 1."))
      #expect(outcome.output.contains(" pixels, from 3 pairs\n"))
      try expectTruth(workspace["rig.json"], within: 3)
      #expect(try workspace.files(in: "check") == ["1.png", "2.png", "3.png"])
      #expect(try Image(contentsOf: "\(check)/1.png").size == ImageSize(width: 392, height: 144))

      let again = try align(workspace, "visible", "infrared")
      #expect(again.status == 1 && again.errors.contains("--overwrite replaces it"))
      let plain = try workspace.fuse("plain.png")
      #expect(plain.status == 1)
      #expect(plain.errors.contains("--align auto lays it on the first"))
      let fused = try workspace.fuse("fused.png", "--align", workspace["rig.json"])
      #expect(fused.status == 0 && fused.errors.isEmpty, "\(fused.errors)")
      #expect(try Image(contentsOf: workspace["fused.png"]).size == Self.size)
      let scored = try Command.run(
        "evaluate", workspace["visible/1.png"], workspace["infrared/1.png"], workspace["fused.png"],
        "--align", workspace["rig.json"], "--metrics", "EN", "--format", "csv")
      #expect(scored.status == 0, "\(scored.errors)")
    }
  }

  @Test func autoIsOneWayForAFolder() throws {
    try Workspace.with { workspace in
      try addScenes(workspace, 1...3)
      let outcome = try Command.run(
        ["fuse", workspace["visible"], workspace["infrared"], "-o", workspace["out"]]
          + workspace.model + ["--align", "auto"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.hasPrefix("one way to align 3 pairs: scale 1."))
      #expect(try workspace.files(in: "out").count == 3)
      #expect(try Image(contentsOf: workspace["out/2.png"]).size == Self.size)
    }
  }

  @Test func imagesOfTwoScenesAreRefused() throws {
    try Workspace.with { workspace in
      try addScenes(workspace, 1...2)
      let names = ("visible/1.png", "infrared/2.png")
      let outcome = try align(workspace, names.0, names.1)
      #expect(outcome.status == 1 && outcome.lines.count == 2)
      #expect(outcome.errors.contains("30 % are wanted; \(workspace["rig.json"]) is not written"))
      #expect(!FileManager.default.fileExists(atPath: workspace["rig.json"]))
      let fused = try Command.run(
        ["fuse", workspace[names.0], workspace[names.1], "-o", workspace["out.png"]]
          + workspace.model + ["--align", "auto"])
      #expect(fused.status == 1 && fused.errors.contains("30 % are wanted; daefuse align --points"))
      #expect(!FileManager.default.fileExists(atPath: workspace["out.png"]))
      #expect(try align(workspace, names.0, names.1, "--accept-unsure").status == 0)
      _ = try Rig(contentsOf: workspace["rig.json"])
    }
  }

  @Test func pointsAndStartsAreTakenFromTheUser() throws {
    try Workspace.with { workspace in
      try addScenes(workspace, 1...1)
      let (first, second) = ("visible/1.png", "infrared/1.png")
      let points = [SIMD2(5.0, 4.0), SIMD2(110, 8), SIMD2(100, 80), SIMD2(9, 85)].map { point in
        let there = Self.truth(point)
        return "\(there.x),\(there.y):\(point.x),\(point.y)"
      }
      let outcome = try Command.run(
        ["align", workspace[first], workspace[second], "-o", workspace["rig.json"], "--points"]
          + points)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("from 4 points by hand, residual 0.0 pixels"))
      try expectTruth(workspace["rig.json"], within: 0.001)

      for prior in ["1.53,4,2", workspace["rig.json"]] {
        let refined = try align(
          workspace, first, second, "--prior", prior, "--model", "similarity", "--overwrite",
          "--accept-unsure")
        #expect(refined.status == 0, "\(refined.errors)")
        try expectTruth(workspace["rig.json"], within: 4)
      }
      let few = try align(workspace, first, second, "--points", "1,2:3,4")
      #expect(few.status == 2 && few.errors.contains("--points has 1; 4 at least are wanted"))
      let bad = try align(workspace, first, second, "--points", "1,2,3,4")
      #expect(bad.status == 2 && bad.errors.contains("X,Y:X,Y is wanted"))
    }
  }
}

/// What is refused before anything is looked for, and files that are named.
@Suite(.tags(.endToEnd)) struct AlignRefusalTests {
  private static let size = ImageSize(width: 96, height: 72)

  /// Writes `visible/N.png` and `infrared/N.png`.
  private func addScenes(_ workspace: Workspace, _ seeds: ClosedRange<UInt64>) throws {
    for seed in seeds {
      let scene = RenderedScene(seed: seed, size: Self.size, condition: .day)
      try scene.visible.write(to: workspace["visible/\(seed).png"], replacing: true)
      try scene.infrared.write(to: workspace["infrared/\(seed).png"], replacing: true)
    }
  }

  private func align(_ workspace: Workspace, _ more: String...) throws -> Command.Outcome {
    try Command.run(
      ["align", workspace["visible"], workspace["infrared"], "-o", workspace["rig.json"]] + more)
  }

  @Test func aPictureThatCannotBeWrittenIsRefusedFirst() throws {
    try Workspace.with { workspace in
      try addScenes(workspace, 1...1)
      try workspace.write([1], to: "taken.png")
      let refused = [
        ("taken.png", "is there already; --overwrite replaces it"),
        ("check.xyz", "extension \"xyz\"; png, jpg, tif or webp is wanted"),
        ("none/check.png", "its folder is missing or cannot be written"),
        ("taken.png/", "is a file; a folder is wanted"),
      ]
      for (name, message) in refused {
        let outcome = try align(workspace, "--check", workspace[name])
        #expect(outcome.status == 1 && outcome.errors.contains(message), "\(outcome.errors)")
        // Nothing was looked for: what is found is printed.
        #expect(outcome.output.isEmpty, "\(name)")
      }
      let outcome = try align(workspace, "--accept-unsure", "--check", workspace["new/check"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try workspace.files(in: "new/check") == ["1.png"])
    }
  }

  @Test func anImageIsNeverWrittenOver() throws {
    try Workspace.with { workspace in
      try addScenes(workspace, 1...1)
      let images = [workspace["visible/1.png"], workspace["infrared/1.png"]]
      let before = try images.map { try Data(contentsOf: URL(filePath: $0)) }
      let (rig, again) = (workspace["rig.json"], workspace["visible/../visible/1.png"])
      for options in [["-o", images[1]], ["-o", rig, "--check", again]] {
        let outcome = try Command.run(["align"] + images + options + ["--overwrite"])
        #expect(outcome.status == 1 && outcome.errors.contains("is one of the inputs"))
      }
      #expect(try images.map { try Data(contentsOf: URL(filePath: $0)) } == before)
    }
  }

  @Test func aPriorOfOtherNumbersIsNoFile() throws {
    try Workspace.with { workspace in
      for prior in ["1.6,4", "1.6", "1,2,3,4"] {
        let outcome = try align(workspace, "--prior", prior)
        #expect(outcome.status != 0 && outcome.errors.contains("three numbers as in 1.6,-12,4"))
      }
    }
  }

  @Test func aPairOfAnotherSizeIsNamed() throws {
    try Workspace.with { workspace in
      try addScenes(workspace, 1...3)
      let other = RenderedScene(seed: 9, size: ImageSize(width: 64, height: 48), condition: .day)
      try other.infrared.write(to: workspace["infrared/2.png"], replacing: true)
      let outcome = try align(workspace)
      #expect(outcome.status == 1)
      #expect(
        outcome.errors.contains("\(workspace["infrared/2.png"]): is 64x48, and "),
        "\(outcome.errors)")
    }
  }

  @Test func aDamagedPairOfSeveralIsLeftOut() throws {
    try Workspace.with { workspace in
      try addScenes(workspace, 1...3)
      try workspace.write([1, 2, 3], to: "infrared/1.png")
      let outcome = try align(workspace, "--accept-unsure", "--check", workspace["check"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("infrared/1.png: "), "\(outcome.errors)")
      #expect(outcome.errors.contains("this pair is left out"))
      #expect(outcome.output.contains("from 2 pairs"))
      #expect(try workspace.files(in: "check") == ["2.png", "3.png"])
      let rig = ["--align", "auto", "-o", workspace["fused"]]
      let fused = try Command.run(
        ["fuse", workspace["visible"], workspace["infrared"], "--method", "average"] + rig)
      #expect(fused.status == 1, "\(fused.errors)")
      #expect(try workspace.files(in: "fused") == ["2.png", "3.png"], "\(fused.errors)")
      for seed in 2...3 { try workspace.write([1], to: "infrared/\(seed).png") }
      let none = try align(workspace, "--overwrite")
      #expect(none.status == 1 && none.errors.contains("Error: "))
    }
  }

  @Test func aSimilarityFromARigWithPerspectiveHasNone() throws {
    try Workspace.with { workspace in
      try addScenes(workspace, 1...1)
      let bent = Homography([1.01, 0.01, -1, -0.01, 1, 1, 0.0002, -0.0001, 1])
      try Rig(firstSize: Self.size, secondSize: Self.size, geometry: bent)
        .write(to: workspace["bent.json"], replacing: false)
      let outcome = try align(
        workspace, "--prior", workspace["bent.json"], "--model", "similarity", "--accept-unsure")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let elements = try Rig(contentsOf: workspace["rig.json"]).geometry.elements
      #expect(abs(elements[6]) < 1e-9 && abs(elements[7]) < 1e-9, "\(elements)")
      #expect(abs(elements[0] - elements[4]) < 1e-6 && abs(elements[1] + elements[3]) < 1e-6)
    }
  }

  @Test func refiningIsSaidOfEachPairAndOfAll() throws {
    try Workspace.with { workspace in
      try addScenes(workspace, 1...5)
      let moved = try Image(contentsOf: workspace["infrared/1.png"])
        .warped(by: .translation(x: 1.4, y: 0.8), to: Self.size)
      try Image(luminance: moved.luminance())
        .write(to: workspace["infrared/1.png"], replacing: true)
      let pair = [workspace["visible/1.png"], workspace["infrared/1.png"]]
      let one = try Command.run(
        ["fuse"] + pair + ["-o", workspace["out.png"], "--method", "average", "--refine"])
      #expect(one.status == 0 && one.errors.contains("infrared/1.png: moved by "), "\(one.errors)")
      let all = try Command.run(
        "fuse", workspace["visible"], workspace["infrared"], "-o", workspace["out"], "--method",
        "average", "--refine", "--json")
      #expect(all.status == 0 && all.errors.contains(" of 5 images"), "\(all.errors)")
      #expect(all.output.contains("\"agreementBefore\""))
      let scored = try Command.run(
        ["evaluate"] + pair + ["--method", "average", "--metrics", "EN", "--refine"])
      #expect(scored.status == 0 && scored.errors.contains("moved by "), "\(scored.errors)")
    }
  }
}

/// Rigs of one file and of a distance.
@Suite(.tags(.endToEnd)) struct PlacedRigTests {
  @Test func aRigOfFarThingsLearnsWhatNearnessChanges() throws {
    try Workspace.with { workspace in
      let size = ImageSize(width: 192, height: 144)
      let scene = RenderedScene(seed: 3, size: size, condition: .day)
      let far = Rig(
        firstSize: size, secondSize: size, geometry: .similarity(scale: 1, angle: 0, x: 3, y: 2))
      try far.write(to: workspace["far.json"], replacing: false)
      let near = Homography.translation(x: -12, y: 4) * far.geometry
      try scene.visible.write(to: workspace["first.png"], replacing: false)
      let second = scene.infrared.warped(by: try #require(near.inverse), to: size)
      try Image(luminance: second.luminance())
        .write(to: workspace["second.png"], replacing: false)
      let images = [workspace["first.png"], workspace["second.png"]]
      let outcome = try Command.run(
        ["align"] + images + [
          "--far", workspace["far.json"], "--distance", "2", "-o", workspace["rig.json"],
          "--model", "similarity", "--check", workspace["check.png"],
        ])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("; at 1 meter 2"), "\(outcome.output)")
      let rig = try Rig(contentsOf: workspace["rig.json"])
      let shift = try #require(rig.parallax)
      #expect(abs(shift.x + 24) < 3 && abs(shift.y - 8) < 3, "\(shift)")

      func fuse(_ output: String, _ more: String...) throws -> Command.Outcome {
        try Command.run(
          ["fuse"] + images + ["-o", workspace[output], "--method", "average"] + more)
      }
      let told = try fuse("far.png", "--align", workspace["rig.json"])
      #expect(told.status == 0 && told.errors.contains("--distance METERS"), "\(told.errors)")
      let placed = try fuse("near.png", "--align", workspace["rig.json"], "--distance", "2")
      #expect(placed.status == 0 && placed.errors.isEmpty, "\(placed.errors)")
      #expect(
        try Image(contentsOf: workspace["far.png"]) != Image(contentsOf: workspace["near.png"]))
      let none = try fuse("no.png", "--align", workspace["far.json"], "--distance", "2")
      #expect(none.status == 1 && none.errors.contains("far.json: the rig knows of no parallax"))
      let auto = try fuse("no.png", "--align", "auto", "--distance", "2")
      #expect(auto.status == 2 && auto.errors.contains("--distance goes with --align and a rig"))
      let alone = try Command.run(
        ["align"] + images + ["--far", workspace["far.json"], "-o", workspace["no.json"]])
      #expect(alone.status == 2 && alone.errors.contains("--far and --distance go together"))
    }
  }

  @Test func aRadiometricFileMakesItsOwnRig() throws {
    try Workspace.with { workspace in
      let path = workspace["shot.jpg"]
      let size = ImageSize(width: 64, height: 48)
      let photo = Image(
        size: size, colorModel: .gray,
        samples: .uint8((0..<size.pixelCount).map { UInt8($0 * 7 % 251) }))
      var file = RadiometricBytes.FLIR(
        32, 24, values: (0..<768).map { UInt16(15_000 + 100 * ($0 % 32)) })
      file.photo = try photo.encoded(as: .png)
      file.placement = (2, 4, -3)
      try Data(file.bytes).write(to: URL(filePath: path))
      let outcome = try Command.run(["align", path, "-o", workspace["rig.json"]])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.lines.last == "from what the camera says in \(path)")
      let rig = try Rig(contentsOf: workspace["rig.json"])
      #expect(rig.firstSize == size && rig.secondSize == ImageSize(width: 32, height: 24))
      // Half of 64 pixels for 32: one for one, from 16 + 4 and 12 - 3 on.
      let corner = rig.geometry(SIMD2(-0.5, -0.5))
      #expect(corner == SIMD2(19.5, 8.5) && rig.geometry.scale(at: .zero) == 1)

      func fuse(_ output: String, _ more: String...) throws -> Command.Outcome {
        try Command.run(
          ["fuse", path, "-o", workspace[output], "--method", "average"] + more)
      }
      let plain = try fuse("plain.png")
      let stated = try fuse("stated.png", "--align", "file")
      #expect(plain.status == 0 && stated.status == 0, "\(stated.errors)")
      let images = try ["plain.png", "stated.png"].map { try Image(contentsOf: workspace[$0]) }
      #expect(images[0] == images[1] && images[0].size == ImageSize(width: 32, height: 24))
      // A rig file says otherwise: the thermal image on the whole photo.
      let laid = try fuse("laid.png", "--align", workspace["rig.json"])
      #expect(laid.status == 0, "\(laid.errors)")
      #expect(try Image(contentsOf: workspace["laid.png"]).size == size)

      // Nothing is looked for, so hints are none.
      let hinted = try Command.run([
        "align", path, "-o", workspace["no.json"], "--points", "1,1:1,1", "9,1:9,1", "1,9:1,9",
        "9,9:9,9",
      ])
      #expect(hinted.status == 2 && hinted.errors.contains("--points: of two images"))

      file.placement = nil
      try Data(file.bytes).write(to: URL(filePath: path))
      let silent = try Command.run(["align", path, "-o", workspace["no.json"]])
      #expect(
        silent.status == 1 && silent.errors.contains("shot.jpg: does not say how its thermal"))
      let refused = try fuse("no.png", "--align", "file")
      #expect(refused.status == 1 && refused.errors.contains("does not say how its thermal"))
      file.photo = nil
      try Data(file.bytes).write(to: URL(filePath: path))
      let alone = try fuse("no.png", "--align", workspace["rig.json"])
      #expect(alone.status == 1 && alone.errors.contains("no photo beside it"), "\(alone.errors)")
      try photo.write(to: workspace["photo.png"], replacing: false)
      let none = try Command.run(["align", workspace["photo.png"], "-o", workspace["no.json"]])
      #expect(none.errors.contains("photo.png is no radiometric file"))
    }
  }
}
