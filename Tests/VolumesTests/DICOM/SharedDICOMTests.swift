// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestBasics
import Testing

@testable import DICOMReader
@testable import Volumes

@Suite(
  "DICOM: files of scanners", .tags(.data),
  .enabled(if: DataFolderLocation.path != nil, DataFolderLocation.advice),
  .enabled(if: Python.hasDICOM, "pydicom is not installed"),
  .enabled(if: DICOMFolder.isAvailable, "built without GDCM"))
struct SharedDICOMTests {
  private func folder(_ name: String) throws -> String {
    "\(try #require(DataFolderLocation.path))/volumes/\(name)"
  }

  /// The stored pixels of a file, as they are decoded.
  private func pixels(_ path: String) throws -> [UInt8] {
    try DICOMFile(Array(Data(contentsOf: URL(filePath: path)))).pixels()
  }

  @Test("one image in nine encodings has the numbers that pydicom reads")
  func encodings() throws {
    let wanted = try Python.run(Self.pixelBytes, "\(try folder("syntaxes"))/1.dcm")
    let first = try pixels("\(try folder("syntaxes"))/1.dcm")
    #expect(Data(first).base64EncodedString() == wanted.trimmingCharacters(in: .newlines))
    for number in 2...9 {
      #expect(try pixels("\(try folder("syntaxes"))/\(number).dcm") == first, "\(number).dcm")
    }
  }

  @Test("lossless files of CT, MR and NM have the same numbers in each encoding")
  func lossless() throws {
    for image in ["CT1", "MR1", "NM1"] {
      let path = "\(try folder("wg04"))/\(image)"
      let wanted = try Python.run(Self.pixelBytes, "\(path)_RLE")
      let first = try pixels("\(path)_RLE")
      #expect(Data(first).base64EncodedString() == wanted.trimmingCharacters(in: .newlines))
      for encoding in ["J2KR", "JPLL"] {
        #expect(try pixels("\(path)_\(encoding)") == first, "\(image)_\(encoding)")
      }
    }
    let path = try folder("wg04")
    for image in ["CT1", "NM1"] {
      #expect(try pixels("\(path)/\(image)_JLSL") == pixels("\(path)/\(image)_RLE"), "\(image)")
    }
    // GDCM 3.0 cannot; an error, and no wrong image, is what matters.
    #expect(throws: VolumesError.self) { try pixels("\(path)/MR1_JLSL") }
  }

  @Test("values of CT are in Hounsfield units, and a whole-body picture has no place")
  func places() throws {
    let path = "\(try folder("wg04"))/CT1_RLE"
    let series = try #require(try DICOMFolder(path).series.first)
    #expect(series.description.hasPrefix("series") && series.modality == "CT")
    let header = series.headers[0]
    var values: [Float] = []
    try DICOMProcess(limits: VolumeLimits()).forEachValues(of: [header]) { values = $1 }
    let stored = try pixels(path).withUnsafeBytes { Array($0.bindMemory(to: Int16.self)) }
    // Its padding is -2000, outside of the circle that was scanned.
    let isRight =
      values.count == stored.count
      && zip(values, stored).allSatisfy { value, stored in
        stored == -2000 ? value.isNaN : value == Float(stored) - 1024
      }
    #expect(isRight && values.contains(where: \.isNaN))
    let error = #expect(throws: VolumesError.self) {
      try DICOMFolder("\(try folder("wg04"))/NM1_RLE")
    }
    #expect(error?.message.contains("nothing says where it lies") == true)
  }

  @Test("a tilted gantry is refused, and straightened where that is wanted")
  func tilt() throws {
    let folder = try DICOMFolder(try folder("tilt"))
    let error = #expect(throws: VolumesError.self) { try Volume(folder) }
    #expect(error?.message.contains("tilted by 18.5") == true, "\(error?.message ?? "")")
    let volume = try Volume(folder, straightened: true)
    #expect(volume.grid.counts.x == 512 && volume.grid.counts.z == 8)
    #expect(volume.grid.counts.y == 512 + 20)
    #expect(abs(volume.grid.spacing.z - 4.002) < 0.001)
  }

  @Test("damaged files, and files of other kinds, of pydicom's tests are read or refused")
  func odd() throws {
    let files = try Python.run(Self.testFiles).split(separator: "\n").map(String.init)
    #expect(files.count > 50)
    var read = 0
    for path in files {
      do throws(VolumesError) {
        let process = DICOMProcess(limits: VolumeLimits())
        let header = try process.headers(of: [path])[0].get()
        try process.forEachValues(of: [header]) { _, values in
          #expect(!values.isEmpty, "\(path)")
          read += 1
        }
      } catch {
        #expect(!error.message.isEmpty && !error.message.contains("\n"), "\(path)")
      }
    }
    #expect(read > 10, "\(read) of \(files.count)")
    let cut = try #require(files.first { $0.hasSuffix("MR_truncated.dcm") })
    let error = #expect(throws: VolumesError.self) { try DICOMFolder(cut) }
    #expect(error?.code == .damaged && error?.message.contains("are left") == true)
  }

  private static let pixelBytes = """
    import sys, base64, pydicom
    print(base64.b64encode(pydicom.dcmread(sys.argv[1]).pixel_array.astype("<i2").tobytes()).decode())
    """

  private static let testFiles = """
    import glob, os, pydicom
    print("\\n".join(glob.glob(os.path.dirname(pydicom.__file__) + "/data/test_files/*.dcm")))
    """
}
