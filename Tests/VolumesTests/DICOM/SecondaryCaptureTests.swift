// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Foundation
import Fusion
import Imaging
import TestBasics
import Testing

@testable import Volumes

@Suite(
  "DICOM: what is written", .tags(.unit),
  .enabled(if: Python.hasDICOM, "pydicom is not installed"),
  .enabled(if: DICOMFolder.isAvailable, "built without GDCM"))
struct SecondaryCaptureTests {
  /// A volume of 20x18x16 voxels, brighter to the right, the front and the head, as a series of
  /// DICOM that says whose it is.
  private func base(toFeet: Bool = false) throws -> Volume {
    let rising = try RenderedVolume.make(
      SIMD3(20, 18, 16), spacing: SIMD3(1.5, 2, 2.5), mirrored: true
    ) { Float($0.x + 2 * $0.y + 3 * $0.z) }
    var place = rising.grid.toPatient
    if toFeet { (place.k, place.origin) = (-place.k, place.origin + 15 * place.k) }
    let grid = try VolumeGrid(counts: rising.grid.counts, toPatient: place)
    var volume = Volume(
      grid: grid,
      values: RenderedVolume.places(grid).map { Float($0.x + 2 * $0.y + 3 * $0.z) })
    volume.origins = (0..<16).map {
      DICOMOrigin(
        texts: [
          0x0010_0010: Array("M\u{fc}ller^Eva".unicodeScalars.map { UInt8($0.value) }),
          0x0010_0020: Array("77".utf8), 0x0008_0020: Array("20260102".utf8),
          0x0020_000d: Array("1.2.3".utf8), 0x0020_0052: Array("1.2.4".utf8),
        ], characterSet: Array("ISO_IR 100".utf8), sopClass: "1.2.840.10008.5.1.4.1.1.4",
        sopInstance: "1.2.5.\($0)")
    }
    return volume
  }

  private func fused(
    _ plane: SlicePlane, toFeet: Bool = false, lossy: LossyCompression? = nil
  ) async throws -> FusedVolume {
    var fusion = VolumeFusion()
    (fusion.plane, fusion.palette) = (plane, .inferno)
    let volume = try base(toFeet: toFeet)
    var overlay = volume
    overlay.lossy = lossy
    return try await fusion(
      volume, overlay.resampled(onto: volume.grid), by: ClassicalMethod.average)
  }

  struct Described: Decodable {
    let tags: [String: String]
    let pixels: [UInt8]
    let faults: [String]
    let isVerified: Bool
  }

  private func read(_ folder: String) throws -> [Described] {
    let printed = try Python.run(Self.script, folder)
    return try JSONDecoder().decode([Described].self, from: Data(printed.utf8))
  }

  @Test(
    "slices are valid images of nobody, where the volume has them",
    arguments: [
      SlicePlane.base, .coronal, .sagittal,
    ])
  func nobody(plane: SlicePlane) async throws {
    let fused = try await fused(plane)
    try withTemporaryFolder { folder in
      try fused.write(dicom: "\(folder)/series")
      let files = try read("\(folder)/series")
      #expect(files.count == fused.view.count)
      for (number, file) in files.enumerated() {
        #expect(file.pixels == fused.bytes(number))
        #expect(file.tags["PatientName"] == "" && file.tags["PatientIdentityRemoved"] == "YES")
        #expect(file.tags["ImageType"] == "DERIVED\\SECONDARY" && file.tags["Sources"] == "")
        #expect(file.tags["ImageComments"]?.hasPrefix("Not for diagnosis") == true)
        #expect(file.tags["InstanceNumber"] == "\(number + 1)")
        // Each pixel lies where its voxel does: the value there is that of the formula.
        let place = try #require(file.tags["Corner"]).split(separator: " ").compactMap {
          Double($0)
        }
        let corner = SIMD3(place[0], place[1], place[2])
        let wanted = Float(corner.x + 2 * corner.y + 3 * corner.z)
        let slice = fused.view.slice(number, of: fused.base.volume)
        #expect(abs(try #require(slice.last) - wanted) < 1e-3, "\(number)")
      }
      #expect(Set(files.map { $0.tags["SOPInstanceUID"] }).count == files.count)
      #expect(Set(files.map { $0.tags["SeriesInstanceUID"] }).count == 1)
      #expect(!files.contains { $0.tags["StudyInstanceUID"] == "1.2.3" })
      let text = try Data(contentsOf: URL(filePath: "\(folder)/series/0001.dcm"))
      #expect(text.range(of: Data("ller".utf8)) == nil && text.range(of: Data("1.2.4".utf8)) == nil)
    }
  }

  @Test("patient, study and sources stay where that is wanted", arguments: [false, true])
  func patient(toFeet: Bool) async throws {
    let fused = try await fused(.base, toFeet: toFeet)
    try withTemporaryFolder { folder in
      try fused.write(dicom: "\(folder)/series", keepsPatient: true)
      for (number, file) in try read("\(folder)/series").enumerated() {
        #expect(file.tags["PatientName"] == "Müller^Eva" && file.tags["PatientID"] == "77")
        #expect(file.tags["StudyInstanceUID"] == "1.2.3" && file.tags["StudyDate"] == "20260102")
        #expect(file.tags["FrameOfReferenceUID"] == "1.2.4")
        #expect(file.tags["PatientIdentityRemoved"] == "")
        #expect(file.tags["Sources"] == "1.2.5.\(toFeet ? 15 - number : number)")
      }
    }
  }

  @Test("what was packed with loss stays known as that", arguments: [false, true])
  func lossy(isLossy: Bool) async throws {
    let lossy = LossyCompression(
      ratios: Array("12.5".utf8), methods: Array("ISO_10918_1".utf8))
    let fused = try await fused(.base, lossy: isLossy ? lossy : nil)
    try withTemporaryFolder { folder in
      try fused.write(dicom: "\(folder)/series")
      for file in try read("\(folder)/series") {
        #expect(file.tags["LossyImageCompression"] == (isLossy ? "01" : ""))
        #expect(file.tags["LossyImageCompressionRatio"] == (isLossy ? "12.5" : ""))
        #expect(file.tags["LossyImageCompressionMethod"] == (isLossy ? "ISO_10918_1" : ""))
        #expect(file.faults.isEmpty, "\(file.faults)")
      }
    }
  }

  @Test(
    "dicom3tools find no error in it", .enabled(if: Python.hasDICOMVerifier, "no dciodvfy here"),
    arguments: [false, true])
  func valid(keepsPatient: Bool) async throws {
    let fused = try await fused(.base)
    try withTemporaryFolder { folder in
      try fused.write(dicom: "\(folder)/series", keepsPatient: keepsPatient)
      for file in try read("\(folder)/series") {
        #expect(file.faults.isEmpty && file.isVerified, "\(file.faults)")
      }
    }
  }

  @Test("of a series that cannot be written nothing stays")
  func unwritable() async throws {
    let fused = try await fused(.base)
    try withTemporaryFolder { folder in
      try Data("there".utf8).write(to: URL(filePath: "\(folder)/0004.dcm"))
      let error = #expect(throws: VolumesError.self) {
        try fused.write(dicom: folder)
      }
      #expect(error?.code == .exists && error?.path == "\(folder)/0004.dcm")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["0004.dcm"])
    }
  }

  /// What pydicom reads, and the errors of dicom3tools, where that is installed.
  private static let script = """
    import sys, glob, json, shutil, subprocess, numpy as np, pydicom
    found = []
    for path in sorted(glob.glob(sys.argv[1] + "/*.dcm")):
        d = pydicom.dcmread(path)
        tags = {k: "" if d.get(k) is None else "\\\\".join(d.get(k)) if k == "ImageType" else str(d.get(k))
                for k in ["PatientName", "PatientID", "PatientIdentityRemoved", "ImageType", "StudyDate",
                          "ImageComments", "InstanceNumber", "SOPInstanceUID", "SeriesInstanceUID",
                          "StudyInstanceUID", "FrameOfReferenceUID", "LossyImageCompression",
                          "LossyImageCompressionRatio", "LossyImageCompressionMethod"]}
        sources = d.get("SourceImageSequence") or []
        tags["Sources"] = " ".join(s.ReferencedSOPInstanceUID for s in sources)
        o = np.array(d.ImageOrientationPatient, float)
        row, column = map(float, d.PixelSpacing)
        corner = (np.array(d.ImagePositionPatient, float) + o[:3] * column * (d.Columns - 1)
                  + o[3:] * row * (d.Rows - 1)) * [-1, -1, 1]
        tags["Corner"] = " ".join(map(repr, map(float, corner)))
        faults, said = [], ""
        if shutil.which("dciodvfy"):
            said = subprocess.run(["dciodvfy", path], capture_output=True, text=True).stderr
            faults = [line for line in said.splitlines() if line.startswith("Error")]
        found.append({"tags": tags, "pixels": d.pixel_array.ravel().tolist(), "faults": faults,
                      "isVerified": "SCImage" in said})
    print(json.dumps(found))
    """
}
