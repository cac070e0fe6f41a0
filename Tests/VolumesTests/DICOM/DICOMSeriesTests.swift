// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestBasics
import Testing

@testable import Volumes

@Suite(
  "DICOM: series", .tags(.unit), .enabled(if: Python.hasDICOM, "pydicom is not installed"),
  .enabled(if: DICOMFolder.isAvailable, "built without GDCM"))
struct DICOMSeriesTests {
  @Test("numbers and places are those that pydicom wrote, and what is no grid is refused")
  func series() throws {
    try withTemporaryFolder { folder in
      let described = try RenderedSeries.write(into: folder)
      #expect(
        described.map(\.name) == [
          "plain", "implicit", "big", "reversed", "table", "enhanced", "nuclear", "padded",
          "lossy", "stray",
        ])
      for series in described {
        let volume = try Volume(DICOMFolder("\(folder)/\(series.name)"))
        let counts = volume.grid.counts
        #expect([counts.x, counts.y, counts.z] == series.counts, "\(series.name)")
        #expect(volume.values.map(\.bitPattern) == series.bits, "\(series.name)")
        expect(volume.grid.toPatient, isRows: series.affine, within: 1e-6, "\(series.name)")
        #expect(volume.unit == (series.name == "nuclear" ? nil : "HU"))
        #expect(volume.identity?.patientID == "7")
        #expect(volume.identity?.patientName == (series.name == "big" ? "Fantôme" : "Phantom"))
      }
      #expect(
        try Volume(DICOMFolder("\(folder)/plain")).notes == ["1 other file, not DICOM, left out"])
      let left = try #require(try Volume(DICOMFolder("\(folder)/reversed")).notes.first)
      #expect(
        left.hasPrefix("1 DICOM file left out, the first \(folder)/reversed/screen.dcm: a mosaic"))
      let unread = try #require(try Volume(DICOMFolder("\(folder)/stray")).notes.last)
      #expect(
        unread.hasPrefix(
          "2 files could not be read: \(folder)/stray/cut.dcm (element (7fe0,0010) says 40 bytes"))
      #expect(unread.contains(", \(folder)/stray/ending.dcm (GDCM stopped"), "\(unread)")
      #expect(
        try Volume(DICOMFolder("\(folder)/lossy")).lossy
          == LossyCompression(ratios: Array("7.5 ".utf8), methods: Array("ISO_15444_1 ".utf8)))
      #expect(try Volume(DICOMFolder("\(folder)/plain")).lossy == nil)
      // Nothing says that these are Hounsfield units.
      #expect(try Volume(DICOMFolder("\(folder)/stored")).unit == nil)
      for (name, code, words) in Self.refused {
        let error = #expect(throws: VolumesError.self, "\(name)") {
          try Volume(DICOMFolder("\(folder)/\(name)"))
        }
        #expect(error?.code == code, "\(name): \(error.map { "\($0)" } ?? "none")")
        let message = error?.message ?? ""
        #expect(words.allSatisfy(message.contains), "\(name): \(message)")
        #expect(error?.path?.hasPrefix("\(folder)/\(name)") == true, "\(name)")
      }
      try checkChoice("\(folder)/several")
      try checkTilt("\(folder)/tilted", described[0])
    }
  }

  private static let refused: [(String, VolumesError.Code, [String])] = [
    ("orientations", .geometry, ["two orientations in a series", ".x"]),
    ("turned", .geometry, ["two orientations in a series"]),
    ("references", .geometry, ["two frames of reference"]),
    ("patients", .geometry, ["two patients"]),
    ("spacings", .geometry, ["two pixel spacings", "1.5 x 1.5 mm", "1.5 x 0.75 mm"]),
    ("wider", .geometry, ["uneven spacing: 2.7 mm between"]),
    ("comma", .damaged, ["its rescaling has \"2,5\""]),
    ("zero", .damaged, ["its rescale slope is 0"]),
    ("high", .unsupported, ["values of 12 bits with the highest at bit 15"]),
    ("highest", .unsupported, ["values of 16 bits with the highest at bit 65535"]),
    ("short", .damaged, ["its pixels are 20 bytes; 40 are wanted"]),
    ("one", .geometry, ["1 slice; at least 5 are wanted: the folder of a whole series"]),
    ("sizes", .geometry, ["two sizes", "4x4", "4x5"]),
    ("double", .geometry, ["two slices at", "echoes"]),
    ("missing", .geometry, ["missing slices: 5 mm between", "2.5 mm elsewhere"]),
    (
      "gap", .geometry,
      ["missing slices: 5 mm between", "; 1 file could not be read: ", "gap/6.x (element"]
    ),
    ("ending", .damaged, ["GDCM stopped while it read the file"]),
    ("uneven", .geometry, ["uneven spacing: 3.5 mm between"]),
    ("aside", .geometry, ["shifted sideways", "is off by 2 mm"]),
    ("tilted", .geometry, ["tilted by 17.", "--resample-tilt"]),
    (
      "several", .series,
      [
        "holds 2 series; the number or identifier of one is wanted (--series",
        "series 2 (CT, head, 6 images)", "series 9",
      ]
    ),
    (
      "projections", .unsupported,
      ["7 frames of nuclear medicine of the kind TOMO", "(RECON TOMO) are read"]
    ),
    ("unplaced", .geometry, ["position or orientation with the detector is missing"]),
    ("empty", .geometry, ["position or orientation with the detector is missing"]),
    ("unspaced", .geometry, ["spacing between slices is missing"]),
    ("uncounted", .geometry, ["(SliceVector) is missing"]),
    ("colors", .unsupported, ["colors (RGB)"]),
    ("mosaic", .unsupported, ["a mosaic", "dcm2niix"]),
    ("lost", .geometry, ["position, orientation or pixel spacing is missing"]),
    ("none", .unreadable, ["no such file or folder"]),
  ]

  private func checkChoice(_ path: String) throws {
    let folder = try DICOMFolder(path)
    #expect(try folder.chosen("9").imageCount == 1)
    #expect(try folder.chosen("2").imageCount == 6)
    #expect(try folder.chosen(folder.series[1].id).number == 9)
    let error = #expect(throws: VolumesError.self) { try folder.chosen("3") }
    #expect(error?.message.hasPrefix("no series 3; it holds series 2") == true)
    // Of two series in one folder a message says which it is about.
    let few = #expect(throws: VolumesError.self) { try Volume(folder, series: "9") }
    #expect(few?.message.hasPrefix("series 9 (CT, head, 1 image): 1 slice; at least 5") == true)
    let gap = #expect(throws: VolumesError.self) { try Volume(folder, series: "2") }
    #expect(gap?.message.hasPrefix("series 2 (CT, head, 6 images): missing slices") == true)
  }

  /// Tilted slices, straightened, show at each place what the tilted ones do.
  private func checkTilt(_ path: String, _ plain: RenderedSeries.Described) throws {
    let volume = try Volume(DICOMFolder(path), straightened: true)
    let (i, j, k) = (volume.grid.toPatient.i, volume.grid.toPatient.j, volume.grid.toPatient.k)
    #expect(abs(dot(i, k)) < 1e-9 && abs(dot(j, k)) < 1e-9)
    #expect(abs(length(k) - 2.5) < 1e-6)
    // 0.8 mm a slice, six times, are 3.2 rows more.
    #expect(volume.grid.counts == SIMD3(4, 9, 7))
    #expect(volume.notes == ["slices tilted by 17.745 degrees: resampled upright"])
    // The first slice stays, the last one is 3.2 rows farther down.
    func value(_ slice: Int, _ row: Int) -> Float {
      Float(bitPattern: plain.bits[1 + 4 * (row + 5 * slice)])
    }
    #expect(volume[1, 2, 0] == value(0, 2) && volume[1, 6, 0].isNaN)
    #expect(abs(volume[1, 5, 6] - (0.2 * value(6, 1) + 0.8 * value(6, 2))) < 0.01)
    #expect(volume[1, 2, 6].isNaN)
    // The other way, and to the side: 4.8 columns and 3.2 rows stand before those of the first
    // slice.
    let aslant = try Volume(
      DICOMFolder(path.replacing("tilted", with: "aslant")), straightened: true)
    #expect(aslant.grid.counts == SIMD3(9, 9, 7))
    #expect(aslant[6, 6, 0] == value(0, 2) && aslant[4, 6, 0].isNaN && aslant[6, 3, 0].isNaN)
  }

  @Test("scans of two patients or frames of reference do not fit")
  func fit() throws {
    var (base, overlay) = (try volume(), try volume())
    func scan(_ id: String?, _ name: String?, _ frame: String?) -> ScanIdentity {
      ScanIdentity(patientID: id, patientName: name, frameOfReference: frame)
    }
    base.identity = scan("1", "Doe^John", "a")
    try base.checkFits(overlay)
    overlay.identity = scan("1", "DOE^J", nil)
    try base.checkFits(overlay)
    overlay.identity = scan(nil, "DOE^JOHN^^", nil)
    try base.checkFits(overlay)
    overlay.identity = scan("2", "Doe^John", "a")
    var error = #expect(throws: VolumesError.self) { try base.checkFits(overlay) }
    #expect(error?.message.contains("two patients (PatientID differs)") == true)
    overlay.identity = scan("1", nil, "b")
    error = #expect(throws: VolumesError.self) { try base.checkFits(overlay) }
    #expect(error?.message.contains("two frames of reference") == true)
    try base.checkFits(overlay, isPlaced: true)
    overlay.identity = scan(nil, "Doe^Jane", "b")
    #expect(throws: VolumesError.self) { try base.checkFits(overlay, isPlaced: true) }
  }

  private func volume() throws -> Volume { try RenderedVolume.make(SIMD3(2, 2, 2)) { _ in 1 } }
}
