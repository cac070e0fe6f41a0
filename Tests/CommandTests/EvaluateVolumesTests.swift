// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import Volumes

/// `daefuse evaluate` on volumes.
@Suite(.tags(.endToEnd)) struct EvaluateVolumesTests {
  /// A formula of millimeters about the middle of 24x22x20 voxels of 2 mm.
  private func write(_ path: String, _ value: (SIMD3<Double>) -> Float) throws {
    let counts = SIMD3(24, 22, 20)
    let half = SIMD3(Double(counts.x - 1), Double(counts.y - 1), Double(counts.z - 1))
    let grid = try VolumeGrid(
      counts: counts,
      toPatient: AffineTransform3D(
        i: SIMD3(2, 0, 0), j: SIMD3(0, 2, 0), k: SIMD3(0, 0, 2), origin: -half))
    let values = (0..<grid.voxelCount).map { at in
      let row = at / counts.x
      return value(
        grid.toPatient(
          SIMD3(Double(at % counts.x), Double(row % counts.y), Double(row / counts.y))))
    }
    try FileManager.default.createDirectory(
      at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Volume(grid: grid, values: values).write(nifti: path)
  }

  private func writePair(_ root: String, _ patient: String, _ shift: Double) throws {
    func length(_ at: SIMD3<Double>) -> Double { (at * at).sum().squareRoot() }
    try write("\(root)/mri/\(patient)/t1.nii.gz") {
      length($0) < 18 ? 300 + 4 * Float($0.x) : 0
    }
    try write("\(root)/pet/\(patient)/pet.nii") {
      length($0 - SIMD3(shift, 0, 0)) < 9 ? 9 : 0.01 * Float(abs($0.y))
    }
  }

  private func evaluate(_ root: String, _ arguments: [String]) throws -> Command.Outcome {
    try Command.run(["evaluate"] + arguments.map { $0.replacing("@", with: root) })
  }

  @Test func whatVolumeWroteScoresAsItWasFused() throws {
    try withTemporaryFolder { root in
      try writePair(root, "p1", 4)
      let pair = ["\(root)/mri/p1/t1.nii.gz", "\(root)/pet/p1/pet.nii"]
      let options = ["--base-window", "200:400", "--palette", "inferno", "--plane", "coronal"]
      let fused = try Command.run(
        ["volume"] + pair + ["-o", "\(root)/out", "--method", "max"] + options)
      #expect(fused.status == 0, "\(fused.errors)")
      let outcome = try Command.run(
        ["evaluate"] + pair + ["\(root)/out", "--method", "max", "--format", "json"] + options
          + ["--metrics", "EN,SD,MI,Qabf"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let report = try #require(
        JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      let methods = try #require(report["methods"] as? [[String: Any]])
      #expect(methods.map { $0["method"] as? String } == ["out", "max"])
      // The volume that lies there scores as the one that is fused on the fly.
      let means = try methods.map { try #require($0["mean"] as? [String: Double]) }
      #expect(means[0] == means[1] && means[0].count == 4)
      let sequence = try #require(report["sequence"] as? [String: Any])
      let count = try #require(sequence["slices"] as? Int)
      #expect((10...22).contains(count))
      let images = try #require(methods[0]["images"] as? [[String: Any]])
      #expect(images.count == 1 && images[0]["name"] as? String == "t1")
      #expect((images[0]["flicker"] as? Double ?? 0) > 0)
    }
  }

  @Test func foldersGiveALineForEachVolumeOrPatient() throws {
    try withTemporaryFolder { root in
      for (patient, shift) in [("p1", 4.0), ("p2", -6)] { try writePair(root, patient, shift) }
      // A second volume of the second patient.
      for kind in ["mri/p2/t1.nii.gz", "pet/p2/pet.nii"] {
        let later = kind.replacing("t1", with: "2").replacing("pet.nii", with: "2.nii")
        try FileManager.default.copyItem(atPath: "\(root)/\(kind)", toPath: "\(root)/\(later)")
        let first = kind.replacing("t1", with: "1").replacing("pet.nii", with: "1.nii")
        try FileManager.default.moveItem(atPath: "\(root)/\(kind)", toPath: "\(root)/\(first)")
      }
      let call = ["@/mri", "@/pet", "--method", "max", "--method", "average", "--metrics", "EN,SD"]
      let volumes = try evaluate(root, call + ["--format", "csv"])
      #expect(volumes.status == 0, "\(volumes.errors)")
      let lines = volumes.output.split(whereSeparator: \.isNewline)
      #expect(lines[0] == "method,image,EN,SD,flicker,temporalDifference")
      #expect(
        lines.dropFirst().map { $0.split(separator: ",")[0...1].joined(separator: " ") } == [
          "max p1/t1", "max p2/1", "max p2/2", "max mean", "average p1/t1", "average p2/1",
          "average p2/2", "average mean", "first source mean", "second source mean",
          "average of both mean",
        ])
      let patients = try evaluate(root, call + ["--by", "patient", "--format", "csv"])
      #expect(patients.output.contains("max,p2,") && !patients.output.contains("p2/1"))
      let text = try evaluate(root, call)
      #expect(text.output.contains("The 3 volumes are of 2 patients"))
      #expect(text.output.contains("Steadiness over"))
      let page = try evaluate(root, call + ["-o", "@/page.html"])
      #expect(page.status == 0, "\(page.errors)")
      let html = try String(contentsOfFile: "\(root)/page.html", encoding: .utf8)
      #expect(html.contains("p2/2") && html.contains("data:image/"))
    }
  }

  @Test(
    .tags(.data), .enabled(if: DataFolderLocation.path != nil, DataFolderLocation.advice),
    .enabled(if: DICOMFolder.isAvailable, "built without GDCM"))
  func seriesOfDICOMAreScored() throws {
    let tilted = "\(try #require(DataFolderLocation.path))/volumes/tilt"
    let outcome = try evaluate(
      "", [tilted, tilted, "--resample-tilt", "--method", "average", "--metrics", "EN,MSE"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    // Of two that are one the average is the same.
    #expect(outcome.output.contains("tilt") && outcome.output.contains(" 0.00"))
    #expect(outcome.output.contains("Steadiness over 8 slices"))
    let refused = try evaluate("", [tilted, tilted, "--method", "max"])
    #expect(refused.status == 1 && refused.errors.contains("tilted by 18.5 degrees"))
  }

  @Test func badInputIsNamed() throws {
    try withTemporaryFolder { root in
      try writePair(root, "p1", 4)
      try write("\(root)/low.nii") { Float($0.x) }
      try write("\(root)/flat.nii") { _ in 1 }
      try Data("no volume".utf8).write(to: URL(filePath: "\(root)/text.nii"))
      let pair = ["@/mri/p1/t1.nii.gz", "@/pet/p1/pet.nii"]
      for (arguments, status, words) in [
        (pair, 2, "nothing to score"), (pair + ["@/text.nii"], 1, "text.nii: ends at byte 9"),
        (pair + ["@/low.nii"], 1, "low.nii: values of -23.0 to 23.0"),
        (pair + ["@/nowhere.nii"], 1, "nowhere.nii: no such file"),
        (["@/flat.nii", pair[1], "--method", "max"], 1, "all voxels have one value"),
        ([pair[0], "--method", "max"], 2, "a volume alone; SECOND"),
        (pair + ["--method", "max", "--sequence"], 2, "--sequence: of images"),
        (pair + ["@/mri", "--method", "max"], 1, "fused.nii.gz"),
        (["@/mri", "@/pet", "@/mri/none"], 1, "none: the folder cannot be opened"),
        (
          ["@/mri", "@/pet", "--method", "max", "--fused", "max=@/mri"], 2,
          "two methods are called max"
        ),
        (["@/1.png", "@/2.png", "--method", "max", "--by", "patient"], 2, "--by: of volumes"),
      ] {
        let outcome = try evaluate(root, arguments)
        #expect(outcome.status == Int32(status), "\(arguments): \(outcome.errors)")
        #expect(outcome.errors.contains(words) && outcome.output.isEmpty, "\(outcome.errors)")
      }
    }
  }
}
