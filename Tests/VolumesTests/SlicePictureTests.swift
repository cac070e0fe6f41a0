// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Foundation
import Fusion
import Imaging
import TestBasics
import Testing

@testable import Volumes

/// Slices as pictures, one by one and on a sheet.
@Suite("Pictures of slices", .tags(.unit)) struct SlicePictureTests {
  private func fused(_ palette: Palette) async throws -> FusedVolume {
    let base = try RenderedVolume.make(SIMD3(20, 16, 7)) { 100 + 4 * Float($0.x) + 9 * Float($0.z) }
    let overlay = try RenderedVolume.make(SIMD3(20, 16, 7)) { $0.y > 0 ? 2 : 0.1 * Float($0.x) }
    var fusion = VolumeFusion()
    fusion.palette = palette
    return try await fusion(base, overlay, by: ClassicalMethod.average)
  }

  @Test("each slice is written as it is shown", arguments: [Palette.whiteHot, .inferno])
  func slices(_ palette: Palette) async throws {
    let fused = try await fused(palette)
    for (format, ending) in [(ImageFormat.png, "png"), (.tiff, "tif")] {
      try withTemporaryFolder { root in
        let folder = "\(root)/slices"
        try fused.write(slices: folder, as: format)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(files == (1...7).map { "000\($0).\(ending)" } + ["not-for-diagnosis.txt"])
        let third = try Image(contentsOf: "\(folder)/0003.\(ending)")
        #expect(third.samples == fused.slice(2).converted(to: .uint8).samples)
        let note = try String(contentsOfFile: "\(folder)/not-for-diagnosis.txt", encoding: .utf8)
        #expect(note.contains("Not for diagnosis") && note.contains("patient's R, at the right L"))
      }
    }
  }

  @Test("a folder that is there is left alone, and of one that cannot be made nothing stays")
  func refused() async throws {
    let fused = try await fused(.whiteHot)
    try withTemporaryFolder { root in
      let there = "\(root)/slices"
      try fused.write(slices: there)
      try "mine".write(toFile: "\(there)/0001.png", atomically: false, encoding: .utf8)
      #expect(throws: VolumesError.self) { try fused.write(slices: there) }
      #expect(try String(contentsOfFile: "\(there)/0001.png", encoding: .utf8) == "mine")
      #expect(throws: VolumesError.self) { try fused.write(slices: "\(there)/0001.png/below") }
      #expect(try FileManager.default.contentsOfDirectory(atPath: root) == ["slices"])
    }
  }

  @Test("a sheet of any width says whole that it is not for diagnosis", arguments: [64, 128])
  func warning(_ side: Int) async throws {
    let fused = try await fused(.whiteHot)
    let width = Canvas.width(of: "AXIAL  NOT FOR DIAGNOSIS")
    let lines = [1, 6].map { columns in
      let sheet = fused.sheet(columns: columns, side: side)
      let levels = sheet.luminance().values
      return (sheet.size.height - Canvas.lineHeight..<sheet.size.height).map { row in
        Array(levels[(row + 1) * sheet.size.width - width - 6..<(row + 1) * sheet.size.width])
      }
    }
    #expect(lines[0] == lines[1])
    #expect(lines[0].joined().filter { $0 == 1 }.count > 500)
  }
}
