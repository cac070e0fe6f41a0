// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestBasics
import Testing

@testable import Volumes

@Suite("DICOM: archives", .tags(.unit), .enabled(if: Python.isThere, "python3 is not installed"))
struct ArchiveTests {
  /// Archives that Python writes, of files "a" and "deep/b".
  private func withArchives(_ body: (String) throws -> Void) throws {
    try withTemporaryFolder { folder in
      _ = try Python.run(Self.script, folder)
      try body(folder)
    }
  }

  private func archive(_ path: String) throws -> ZipArchive {
    try ZipArchive(Array(Data(contentsOf: URL(filePath: path))))
  }

  @Test("stored and deflated files are read, however the archive ends")
  func files() throws {
    try withArchives { folder in
      for name in ["stored", "deflated", "commented"] {
        let archive = try archive("\(folder)/\(name).zip")
        #expect(archive.entries.map(\.name) == ["a", "deep/b"], "\(name)")
        #expect(try archive.unpacked(archive.entries[0]) == Array("first".utf8))
        #expect(
          try archive.unpacked(archive.entries[1]) == [UInt8](repeating: 66, count: 1 << 20))
      }
    }
  }

  @Test("cut off anywhere it is an error, and with a byte changed the checksum meets it")
  func damage() throws {
    try withArchives { folder in
      let whole = Array(try Data(contentsOf: URL(filePath: "\(folder)/deflated.zip")))
      for count in 0..<whole.count {
        #expect(throws: VolumesError.self, "\(count)") { try ZipArchive(Array(whole[..<count])) }
      }
      var changed = whole
      let place = try #require(
        changed.indices.first { changed[$0...].starts(with: Array("first".utf8)) })
      changed[place] ^= 1
      let archive = try ZipArchive(changed)
      let error = #expect(throws: VolumesError.self) { try archive.unpacked(archive.entries[0]) }
      #expect(error?.code == .damaged && error?.message.contains("a in it") == true)
    }
  }

  @Test("what unfolds to more than is allowed, or lies about it, is refused")
  func bombs() throws {
    try withArchives { folder in
      var limits = VolumeLimits()
      limits.fileBytes = 1 << 19
      let path = "\(folder)/deflated.zip"
      let large = #expect(throws: VolumesError.self) { try Volume(scan: path, limits: limits) }
      #expect(large?.code == .tooLarge && large?.path == path)
      #expect(large?.message == "1048581 bytes when unpacked; at most 524288 are read")
      let lying = try archive("\(folder)/lying.zip")
      let error = #expect(throws: VolumesError.self) { try lying.unpacked(lying.entries[1]) }
      #expect(error?.code == .damaged && error?.message.hasPrefix("deep/b in it: ") == true)
      for (name, words) in [("encrypted", "a in it is encrypted"), ("method", "by method 12")] {
        let error = #expect(throws: VolumesError.self) { try archive("\(folder)/\(name).zip") }
        #expect(error?.code == .unsupported && error?.message.contains(words) == true)
      }
    }
  }

  @Test(
    "a series in an archive is the series, and errors name its files",
    .enabled(if: Python.hasDICOM, "pydicom is not installed"),
    .enabled(if: DICOMFolder.isAvailable, "built without GDCM"))
  func series() throws {
    try withTemporaryFolder { folder in
      _ = try RenderedSeries.write(into: folder)
      _ = try Python.run(Self.zip, folder)
      let volume = try Volume(scan: "\(folder)/plain.zip")
      let wanted = try Volume(scan: "\(folder)/plain")
      #expect(volume == wanted)
      let error = #expect(throws: VolumesError.self) { try Volume(scan: "\(folder)/double.zip") }
      #expect(error?.path == "\(folder)/double.zip")
      #expect(error?.message.contains("\(folder)/double.zip/deep/") == true)
      let left = FileManager.default.temporaryDirectory.path
      #expect(error?.message.contains("\(left)/daefuse-") == folder.hasPrefix("\(left)/daefuse-"))
    }
  }

  private static let script = """
    import sys, zipfile, struct
    folder = sys.argv[1]
    def write(name, method):
        with zipfile.ZipFile(f"{folder}/{name}.zip", "w", method) as archive:
            archive.writestr("deep/", b"")
            archive.writestr("a", b"first", zipfile.ZIP_STORED)
            archive.writestr("deep/b", b"B" * (1 << 20))
            if name == "commented": archive.comment = b"by hand" * 900
        return bytearray(open(f"{folder}/{name}.zip", "rb").read())
    def change(name, data, at, value):
        data = bytearray(data)
        data[at:at + len(value)] = value
        open(f"{folder}/{name}.zip", "wb").write(data)
    write("stored", zipfile.ZIP_STORED), write("commented", zipfile.ZIP_DEFLATED)
    data = write("deflated", zipfile.ZIP_DEFLATED)
    second = data.rfind(b"PK\\1\\2")                                  # of deep/b
    first = data.rfind(b"PK\\1\\2", 0, second)                        # of a
    change("lying", data, second + 24, struct.pack("<I", (1 << 20) + 1))
    change("encrypted", data, first + 8, b"\\1\\0")
    change("method", data, second + 10, b"\\x0c\\0")
    """

  private static let zip = """
    import sys, shutil
    for name in ["plain", "double"]: shutil.make_archive(f"{sys.argv[1]}/{name}", "zip",
                                                         f"{sys.argv[1]}/{name}")
    """
}
