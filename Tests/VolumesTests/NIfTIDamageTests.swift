// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestBasics
import Testing
import Volumes

@Suite("NIfTI: damage and what is not read", .tags(.unit)) struct NIfTIDamageTests {
  /// A sound file of 3x2x2 voxels.
  private func sound(packed: Bool = false) throws -> [UInt8] {
    let grid = try VolumeGrid(counts: SIMD3(3, 2, 2), toPatient: .identity)
    return try withTemporaryFolder { folder in
      let path = "\(folder)/v.nii\(packed ? ".gz" : "")"
      try Volume(grid: grid, values: (0..<12).map(Float.init)).write(nifti: path)
      return try [UInt8](Data(contentsOf: URL(filePath: path)))
    }
  }

  /// The error of a sound file with some of its bytes replaced.
  private func failure(at place: Int, _ bytes: [UInt8]) throws -> VolumesError? {
    var file = try sound()
    file.replaceSubrange(place..<(place + bytes.count), with: bytes)
    return #expect(throws: VolumesError.self) { try Volume(nifti: file) }
  }

  @Test("a file that is cut off at any byte is an error", arguments: [false, true])
  func truncated(packed: Bool) throws {
    let file = try sound(packed: packed)
    // Of a packed file the last eight bytes are sums that tell nothing of the values' length.
    let whole = packed ? file.count - 12 : file.count
    for count in 0..<whole {
      #expect(throws: VolumesError.self, "\(count)") { try Volume(nifti: Array(file[..<count])) }
    }
  }

  @Test("sizes that lie get an error, not memory")
  func lyingSizes() throws {
    // 32767 x 32767 x 2 voxels of 4 bytes are 8 GiB.
    let huge = try failure(at: 42, [0xFF, 0x7F, 0xFF, 0x7F])
    #expect(huge?.code == .tooLarge)
    // 800 x 800 x 800 are below the limit, and are not there.
    let lying = try failure(at: 42, [0x20, 0x03, 0x20, 0x03, 0x20, 0x03])
    #expect(lying?.code == .damaged)
    #expect(lying?.message.contains("2047999952 more") == true, "\(lying?.message ?? "")")
    let negative = try failure(at: 42, [0xFF, 0xFF])
    #expect(negative?.code == .damaged)
    #expect(try failure(at: 40, [9, 0])?.code == .damaged)
  }

  @Test("a packed file that unfolds without end is read as far as its header says")
  func bomb() throws {
    // A megabyte of zeros behind a sound volume.
    let folder = try sound() + [UInt8](repeating: 0, count: 1 << 20)
    let packed = try #require(try gzip(folder))
    let volume = try Volume(nifti: packed)
    #expect(volume.values == (0..<12).map(Float.init))
    // And one whose header wants more than its packed bytes can hold.
    var lying = try sound()
    lying.replaceSubrange(42..<48, with: [0x20, 0x03, 0x20, 0x03, 0x20, 0x03])
    let error = #expect(throws: VolumesError.self) {
      try Volume(nifti: try #require(try gzip(lying)))
    }
    #expect(error?.code == .damaged)
  }

  @Test("each kind that is not read is named")
  func unread() throws {
    #expect(try failure(at: 70, [128, 0])?.message.contains("colors (RGB)") == true)
    #expect(try failure(at: 70, [32, 0])?.message.contains("complex") == true)
    #expect(try failure(at: 344, Array("ni1\0".utf8))?.message.contains(".hdr and .img") == true)
    #expect(try failure(at: 344, [0, 0, 0, 0])?.message.contains("Analyze 7.5") == true)
    #expect(try failure(at: 0, [1, 2, 3, 4])?.code == .notVolume)
    // Neither rotation nor matrix.
    let unplaced = try failure(at: 252, [0, 0, 0, 0])
    #expect(unplaced?.code == .geometry)
    #expect(unplaced?.message.contains("left and right are not known") == true)
  }

  @Test("of several volumes one must be named")
  func frames() throws {
    var file = try sound() + (0..<12).flatMap { bytes(of: Float($0) + 100) }
    file.replaceSubrange(40..<42, with: [4, 0])
    file.replaceSubrange(48..<50, with: [2, 0])
    let unnamed = #expect(throws: VolumesError.self) { try Volume(nifti: file) }
    #expect(unnamed?.code == .frame && unnamed?.message.contains("2 volumes") == true)
    #expect(try Volume(nifti: file, frame: 2).values == (0..<12).map { Float($0) + 100 })
    #expect(try Volume(nifti: file, frame: 1).values.last == 11)
    #expect(throws: VolumesError.self) { try Volume(nifti: file, frame: 3) }
    #expect(throws: VolumesError.self) { try Volume(nifti: file, frame: 0) }
  }

  @Test("an error names its file")
  func namesFile() {
    let error = #expect(throws: VolumesError.self) { try Volume(nifti: "/nowhere/scan.nii") }
    #expect("\(error.map(\.description) ?? "")" == "/nowhere/scan.nii: no such file")
  }

  private func bytes(of value: Float) -> [UInt8] {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
  }

  /// A file as the program gzip packs it.
  private func gzip(_ bytes: [UInt8]) throws -> [UInt8]? {
    try withTemporaryFolder { folder in
      try Data(bytes).write(to: URL(filePath: "\(folder)/v"))
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["gzip", "\(folder)/v"]
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else { return nil }
      return try [UInt8](Data(contentsOf: URL(filePath: "\(folder)/v.gz")))
    }
  }
}
