// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestSupport
import Testing
import Volumes

/// `daefuse volume`.
@Suite(.tags(.endToEnd)) struct VolumeCommandTests {
  /// A ball in air, 2 mm voxels, and a hot spot on another, finer grid that lies mirrored.
  private func write(into root: String) throws {
    func volume(_ counts: SIMD3<Int>, _ step: SIMD3<Double>, _ value: (SIMD3<Double>) -> Float)
      throws -> Volume
    {
      let half = step * SIMD3(Double(counts.x - 1), Double(counts.y - 1), Double(counts.z - 1)) / 2
      let grid = try VolumeGrid(
        counts: counts,
        toPatient: AffineTransform3D(
          i: SIMD3(step.x, 0, 0), j: SIMD3(0, step.y, 0), k: SIMD3(0, 0, step.z),
          origin: -half))
      let values = (0..<grid.voxelCount).map { at in
        let row = at / counts.x
        return value(
          grid.toPatient(
            SIMD3(Double(at % counts.x), Double(row % counts.y), Double(row / counts.y))))
      }
      return Volume(grid: grid, values: values)
    }
    func length(_ at: SIMD3<Double>) -> Double { (at * at).sum().squareRoot() }
    try volume(SIMD3(24, 22, 16), SIMD3(2, 2, 2)) { length($0) < 18 ? 300 : 0 }
      .write(nifti: "\(root)/mri.nii.gz")
    try volume(SIMD3(50, 46, 34), SIMD3(-1, 1, 1)) { length($0 - SIMD3(8, 0, 0)) < 6 ? 9 : 0.01 }
      .write(nifti: "\(root)/pet.nii")
    try volume(SIMD3(24, 22, 16), SIMD3(2, 2, 2)) { Float($0.x) }
      .write(nifti: "\(root)/same.nii")
  }

  @Test func noVolumeIsReplaced() throws {
    try withTemporaryFolder { root in
      try write(into: root)
      let sources = ["\(root)/mri.nii.gz", "\(root)/pet.nii"]
      let before = try sources.map { try Data(contentsOf: URL(filePath: $0)) }
      let more = ["-o", "\(root)/out", "--register", "rigid", "--write-transform"]
      for arguments in [["-o", sources[0]], ["-o", sources[1]], more + [sources[0]]] {
        let refused = try Command.run(["volume"] + sources + ["--overwrite"] + arguments)
        #expect(
          refused.status == 1 && refused.errors.contains("is one of the inputs"),
          "\(refused.errors)")
      }
      #expect(try sources.map { try Data(contentsOf: URL(filePath: $0)) } == before)
    }
  }

  @Test func aFolderGetsVolumesAndASheet() throws {
    try withTemporaryFolder { root in
      try write(into: root)
      let outcome = try Command.run(
        "volume", "\(root)/mri.nii.gz", "\(root)/pet.nii", "-o", "\(root)/out", "--palette",
        "inferno", "--base-window", "300:600", "--slices", "tif")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(
        outcome.output == "\(root)/out  24x22x16 voxels of 2 x 2 x 2 mm  axial  not for diagnosis\n"
      )
      #expect(outcome.errors.contains("\(root)/pet.nii: covers 100.0 %"))
      #expect(!outcome.errors.contains("Hounsfield"))
      #expect(outcome.errors.contains("\(root)/mri.nii.gz: black to white 0 to 600"))
      let base = try Volume(nifti: "\(root)/mri.nii.gz")
      let fused = try Volume(nifti: "\(root)/out/fused.nii.gz")
      #expect(fused.grid == base.grid)
      // The hot spot is at the patient's right, wherever the files begin.
      #expect(fused[16, 11, 8] > fused[8, 11, 8] + 0.05)
      #expect(fused[0, 0, 0] < 0.03)
      let sheet = try Image(contentsOf: "\(root)/out/sheet.png")
      #expect(!sheet.isGray && sheet.size.width > 600)
      #expect(FileManager.default.fileExists(atPath: "\(root)/out/fused-rgb.nii.gz"))
      let slice = try Image(contentsOf: "\(root)/out/slices/0009.tif")
      #expect(!slice.isGray && slice.size == ImageSize(width: 24, height: 22))
      let slices = try Command.run(
        "volume", "\(root)/mri.nii.gz", "\(root)/pet.nii", "-o", "\(root)/out", "--overwrite",
        "--slices", "png")
      #expect(slices.status == 1 && slices.errors.contains("\(root)/out/slices: is there already"))
      let single = try Command.run(
        "volume", "\(root)/mri.nii.gz", "\(root)/pet.nii", "-o", "\(root)/a.png", "--slices",
        "png")
      #expect(
        single.status == 2 && single.errors.contains("--slices writes pictures into a folder"))
      let again = try Command.run(
        "volume", "\(root)/mri.nii.gz", "\(root)/pet.nii", "-o", "\(root)/out")
      #expect(again.status == 1 && again.errors.contains("is there already"))
      let windowed = try Command.run(
        "volume", "\(root)/mri.nii.gz", "\(root)/pet.nii", "-o", "\(root)/brain.nii.gz",
        "--overlay-window", "brain")
      #expect(
        windowed.status == 0
          && windowed.errors.contains(
            "Warning: \(root)/pet.nii: the window is of Hounsfield units, which nothing says that the "
              + "values are; none is below 0, as air would be")
      )
    }
  }

  @Test(
    .tags(.data), .enabled(if: DataFolderLocation.path != nil, DataFolderLocation.advice),
    .enabled(if: DICOMFolder.isAvailable, "built without GDCM"))
  func seriesOfDICOMAreRead() throws {
    let data = try #require(DataFolderLocation.path)
    try withTemporaryFolder { root in
      let tilted = "\(data)/volumes/tilt"
      let call = ["volume", "\(data)/volumes/mni/T1.nii", tilted, "-o", "\(root)/f.nii.gz"]
      let refused = try Command.run(call)
      #expect(refused.status == 1 && refused.output.isEmpty)
      #expect(refused.errors.contains("Error: \(tilted): slices tilted by 18.5 degrees"))
      let fused = try Command.run(
        call + ["--resample-tilt", "--method", "max", "--overlay-window", "bone"])
      #expect(fused.status == 0, "\(fused.errors)")
      #expect(fused.errors.contains("Warning: \(tilted): slices tilted by 18.5 degrees: resampled"))
      #expect(fused.errors.contains("black to white -500 to 1500 HU"))
      #expect(try Volume(nifti: "\(root)/f.nii.gz").grid.counts == SIMD3(91, 109, 91))
      let series = try Command.run(
        "volume", tilted, tilted, "-o", "\(root)/out", "--resample-tilt", "--method", "max",
        "--dicom", "--keep-patient")
      #expect(series.status == 0, "\(series.errors)")
      let files = try FileManager.default.contentsOfDirectory(atPath: "\(root)/out/dicom").sorted()
      #expect(files == (1...8).map { "000\($0).dcm" })
      let again = try Command.run(
        "volume", tilted, tilted, "-o", "\(root)/out", "--resample-tilt", "--dicom", "--overwrite")
      #expect(again.status == 1 && again.errors.contains("\(root)/out/dicom: is there already"))
    }
  }

  @Test(.enabled(if: Chromium.path != nil, Chromium.advice))
  func thePageTurnsSlices() throws {
    try withTemporaryFolder { root in
      try write(into: root)
      let outcome = try Command.run(
        "volume", "\(root)/mri.nii.gz", "\(root)/pet.nii", "-o", "\(root)/page.html", "--palette",
        "inferno")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let page = try String(contentsOfFile: "\(root)/page.html", encoding: .utf8)
      // Two turns of the wheel, and the knob at the overlay.
      let hand = """
        <script>
        part("slices").dispatchEvent(new WheelEvent("wheel", { deltaY: 80, cancelable: true }));
        lean.value = 1;
        lean.dispatchEvent(new Event("input"));
        document.title = [part("over-overlay").style.opacity, part("over-base").style.opacity,
          part("over-overlay").src == part("overlay").src, part("fused").src != part("base").src,
          document.querySelectorAll("#bars img[alt*=' to ']").length,
          document.querySelector("#bars img").naturalHeight].join(" ");
        </script></body>
        """
      let document = try Browser.document(
        of: page.replacingOccurrences(of: "</body>", with: hand))
      #expect(document.contains("10 of 16, 18.0 mm from the first"))
      #expect(document.contains("<title>1 0 true true 2 200</title>"))
      #expect(document.contains("Not for diagnosis") && !document.contains("pet.nii"))
    }
  }

  /// GDCM's own checks end its process: here those of a file whose head is all there is.
  @Test(.enabled(if: DICOMFolder.isAvailable, "built without GDCM"))
  func hostileDICOMIsRefused() throws {
    try withTemporaryFolder { root in
      try write(into: root)
      let start = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
      let syntax: [UInt8] = Array("UI".utf8) + [20, 0] + Array("1.2.840.10008.1.2.1\0".utf8)
      let head = start + [2, 0, 16, 0] + syntax
      let sequence: [UInt8] =
        [64, 0, 48, 167] + Array("SQ\0\0".utf8) + [255, 255, 255, 255, 254, 255, 0, 224]
        + [255, 255, 255, 255]
      let files = [
        "cut.dcm": head, "deep.dcm": head + (0..<10_000).flatMap { _ in sequence },
        "lying.dcm": head + [16, 0, 32, 0] + Array("UN\0\0".utf8) + [240, 255, 255, 255],
        // An element that GDCM does not expect outside of a sequence.
        "item.dcm": head + [254, 255, 0, 224, 255, 255, 255, 255, 254, 255, 13, 224, 0, 0, 0, 0],
      ]
      for (name, bytes) in files {
        try Data(bytes).write(to: URL(filePath: "\(root)/\(name)"))
        let outcome = try Command.run(
          "volume", "\(root)/mri.nii.gz", "\(root)/\(name)", "-o", "\(root)/out.png")
        #expect(outcome.status == 1 && outcome.output.isEmpty, "\(name)")
        #expect(outcome.errors.contains("Error: \(root)/\(name): "), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: "\(root)/out.png"))
      }
    }
  }

  @Test func oneFileGetsWhatItsNameSays() throws {
    try withTemporaryFolder { root in
      try write(into: root)
      let pair = ["volume", "\(root)/mri.nii.gz", "\(root)/pet.nii", "--method", "max", "--quiet"]
      let volume = try Command.run(pair + ["-o", "\(root)/f.nii", "--base-window", "150:300"])
      #expect(volume.status == 0 && volume.output.isEmpty && volume.errors.isEmpty)
      #expect(try Volume(nifti: "\(root)/f.nii").grid.counts == SIMD3(24, 22, 16))
      let sheet = try Command.run(
        pair + ["-o", "\(root)/sheet.png", "--plane", "coronal", "--columns", "2"])
      #expect(sheet.status == 0, "\(sheet.errors)")
      #expect(try Image(contentsOf: "\(root)/sheet.png").size.height < 700)
      #expect(try FileManager.default.contentsOfDirectory(atPath: root).count == 5)
    }
  }

  @Test func twoVolumesOfOneFileHaveNamesOfTheirOwn() throws {
    try withTemporaryFolder { root in
      try write(into: root)
      var bytes = try Data(contentsOf: URL(filePath: "\(root)/same.nii"))
      // Four dimensions, of which the last is of two.
      (bytes[40], bytes[48]) = (4, 2)
      bytes += bytes[352...]
      try bytes.write(to: URL(filePath: "\(root)/two.nii"))
      let outcome = try Command.run(
        "volume", "\(root)/two.nii", "\(root)/two.nii", "--frame", "1", "--overlay-frame", "2",
        "-o", "\(root)/f.nii", "--method", "max")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("\(root)/two.nii, volume 1: black to white"))
      #expect(
        outcome.errors.contains("two.nii, volume 2: covers 100.0 % of \(root)/two.nii, volume 1"))
    }
  }

  @Test func badInputIsNamedAndLeavesNothing() throws {
    try withTemporaryFolder { root in
      try write(into: root)
      try Data("no volume".utf8).write(to: URL(filePath: "\(root)/text.nii"))
      let far = try VolumeGrid(
        counts: SIMD3(20, 20, 8),
        toPatient: AffineTransform3D(
          i: SIMD3(1, 0, 0), j: SIMD3(0, 1, 0), k: SIMD3(0, 0, 1), origin: SIMD3(900, 0, 0)))
      try Volume(grid: far, values: (0..<3200).map(Float.init)).write(nifti: "\(root)/far.nii")
      let mri = "\(root)/mri.nii.gz"
      let one = try Volume(nifti: mri)
      let flat = [Float](repeating: 7, count: one.grid.voxelCount)
      try Volume(grid: one.grid, values: flat).write(nifti: "\(root)/flat.nii")
      var two = [UInt8](try Data(contentsOf: URL(filePath: "\(root)/same.nii")))
      (two[40], two[48]) = (4, 2)  // four dimensions, the last one 2
      two += two[352...]
      try Data(two).write(to: URL(filePath: "\(root)/two.nii"))
      for (arguments, status, words) in [
        ([mri, "\(root)/text.nii"], 1, "text.nii: ends at byte 9"),
        ([mri, "\(root)/nowhere.nii"], 1, "nowhere.nii: no such file"),
        ([mri, "\(root)/far.nii"], 1, "far.nii: lies outside of"),
        ([mri, mri], 2, "mri.nii.gz is the first one too"),
        ([mri, "\(root)/flat.nii"], 1, "flat.nii: a window from"),
        (["\(root)/flat.nii", mri], 1, "flat.nii: a window from"),
        ([mri, "\(root)/two.nii"], 1, "is wanted; --frame and --overlay-frame name it"),
        ([mri, "\(root)/pet.nii", "--frame", "2"], 1, "mri.nii.gz: volume 2 of 1"),
        ([mri, "\(root)/pet.nii", "--base-window", "40:-3"], 2, "40:-3 is no window"),
        ([mri, "\(root)/pet.nii", "--lean", "2"], 2, "--lean is 2"),
        ([mri, "\(root)/pet.nii", "--columns", "0"], 2, "--columns is 0"),
      ] {
        let outcome = try Command.run(["volume"] + arguments + ["-o", "\(root)/out"])
        #expect(outcome.status == Int32(status), "\(arguments): \(outcome.errors)")
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: "\(root)/out"))
      }
    }
  }

  /// What an older volume left in the folder is not taken for a part of the new one.
  @Test func nothingOfAnOlderVolumeStays() throws {
    try withTemporaryFolder { root in
      try write(into: root)
      let arguments = [
        "volume", "\(root)/mri.nii.gz", "\(root)/pet.nii", "--method", "max", "--overwrite", "-o",
      ]
      let colored = try Command.run(arguments + ["\(root)/out", "--palette", "iron"])
      #expect(colored.status == 0, "\(colored.errors)")
      let gray = try Command.run(arguments + ["\(root)/out"])
      #expect(gray.status == 0 && gray.errors.contains("fused-rgb.nii.gz, of an older volume"))
      #expect(!FileManager.default.fileExists(atPath: "\(root)/out/fused-rgb.nii.gz"))
      try FileManager.default.createDirectory(
        atPath: "\(root)/out/slices", withIntermediateDirectories: false)
      let beside = try Command.run(arguments + ["\(root)/out"])
      #expect(beside.status == 0 && beside.errors.contains("out/slices was there before"))
      let alone = try Command.run(arguments + ["\(root)/alone.nii", "--palette", "iron"])
      #expect(alone.status == 0 && alone.errors.contains("alone.nii is gray"), "\(alone.errors)")
      let idle = try Command.run(arguments + ["\(root)/idle.nii", "--model", "video"])
      #expect(
        idle.errors.contains("Warning: --model: of no effect, as --method max is no network"))
    }
  }

  @Test func kindsThatAreNotWrittenAreNoFolders() throws {
    try withTemporaryFolder { root in
      try write(into: root)
      for name in ["out.bmp", "out.nrrd"] {
        let outcome = try Command.run(
          "volume", "\(root)/mri.nii.gz", "\(root)/pet.nii", "-o", "\(root)/\(name)", "--method",
          "max")
        #expect(outcome.status == 2, "\(outcome.errors)")
        let wanted = "\(name): .\(name.dropFirst(4)) is not written; .nii, .nii.gz, .png"
        #expect(outcome.errors.contains(wanted), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: "\(root)/\(name)"))
      }
    }
  }
}
