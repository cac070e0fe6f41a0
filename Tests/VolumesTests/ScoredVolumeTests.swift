// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

@testable import Volumes

@Suite("Volumes that are scored", .tags(.unit)) struct ScoredVolumeTests {
  private func make(_ files: [String], in root: String) throws {
    for file in files {
      let path = URL(filePath: "\(root)/\(file)")
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: path)
    }
  }

  @Test("volumes pair by name, or by the folder that holds one alone")
  func pairs() throws {
    try withTemporaryFolder { root in
      try make(
        [
          "base/p1/t1.nii.gz", "base/p2/a.nii", "base/p2/b.nii", "base/sub-3_ses-1.nii",
          "base/left.nii", "base/notes.txt",
          "overlay/p1/pet.nii.gz", "overlay/p2/a.nii.gz", "overlay/p2/b.nii", "overlay/other.nii",
          "overlay/sub-3_ses-1.nii",
          "out/p1/fused.nii.gz", "out/p1/fused-rgb.nii.gz", "out/p2/a/fused.nii.gz",
          "out/p2/b.nii", "out/sub-3_ses-1.nii.gz",
        ], in: root)
      let (volumes, warnings) = try ScoredVolume.list(
        base: "\(root)/base/", overlay: "\(root)/overlay", fused: ["\(root)/out"])
      #expect(volumes.map(\.name) == ["p1/t1", "p2/a", "p2/b", "sub-3_ses-1"])
      #expect(volumes.map(\.patient) == ["p1", "p2", "p2", "sub-3"])
      #expect(
        volumes.map(\.overlay)
          == ["p1/pet.nii.gz", "p2/a.nii.gz", "p2/b.nii", "sub-3_ses-1.nii"].map {
            "\(root)/overlay/\($0)"
          })
      #expect(
        volumes.flatMap(\.fused)
          == ["p1/fused.nii.gz", "p2/a/fused.nii.gz", "p2/b.nii", "sub-3_ses-1.nii.gz"].map {
            "\(root)/out/\($0)"
          })
      #expect(
        warnings.map { $0.split(separator: ":")[0] } == [
          "\(root)/base/left.nii", "\(root)/overlay/other.nii",
        ])
    }
  }

  @Test("what has no partner, or two, is named")
  func mistakes() throws {
    try withTemporaryFolder { root in
      try make(
        [
          "a/1.nii", "a/2.nii", "b/3.nii", "b/4.nii", "c/1.nii", "c/2.nii", "d/1.nii", "e/1.nii",
          "e/1.nii.gz",
        ], in: root)
      for (overlay, fused, code, words) in [
        ("b", [], VolumesError.Code.noPartner, "none of its 2 volumes has a partner"),
        ("c", ["d"], .noPartner, "has no volume for 2"),
        (
          "../\(URL(filePath: root).lastPathComponent)/a/", [], .noPartner,
          "is the first folder too"
        ),
        ("e", [], .ambiguous, "has the name of"), ("none", [], .unreadable, "cannot be opened"),
      ] {
        let error = #expect(throws: VolumesError.self) {
          try ScoredVolume.list(
            base: "\(root)/a", overlay: "\(root)/\(overlay)", fused: fused.map { "\(root)/\($0)" })
        }
        #expect(error?.code == code, "\(overlay)")
        #expect(error?.message.contains(words) == true, "\(error.map { "\($0)" } ?? "none")")
      }
    }
  }

  /// A ball of 24 voxels in air.
  private func ball(_ counts: SIMD3<Int> = SIMD3(40, 38, 36)) throws -> Volume {
    try RenderedVolume.make(counts) { ($0 * $0).sum() < 144 ? 100 : 0 }
  }

  @Test("slices of air, and those that the overlay does not reach, are left out")
  func reach() throws {
    let base = try ball()
    let whole = try SourceSlices(base, base, VolumeFusion())
    // The ball has 24 slices; of its poles 37 pixels of 1520.
    #expect(whole.numbers == 6...29, "\(whole.numbers)")
    #expect(whole.reach.values.allSatisfy { $0 == 1 })
    // An overlay from the middle upwards that lacks ten columns at the patient's left.
    let part = try RenderedVolume.make(SIMD3(40, 38, 18)) { Float($0.x) + 30 }
    let cut = try slices(base, part, shiftedBy: SIMD3(-10, 0, -9))
    #expect(cut.numbers.lowerBound == 18 && cut.view.plane == .axial)
    let reached = (0..<40).map { cut.reach.values[$0] }
    // Across a picture the patient's right comes first.
    #expect(reached == (0..<40).map { $0 < 30 ? 1 : 0 }, "\(reached)")
    var fusion = VolumeFusion()
    fusion.plane = .coronal
    #expect(try SourceSlices(base, base, fusion).view.plane == .coronal)
    let error = #expect(throws: VolumesError.self) {
      try slices(base, part, shiftedBy: SIMD3(30, 0, 0))
    }
    #expect(error?.code == .geometry)
    #expect(error?.message.contains("0 slices that show something") == true)
  }

  private func slices(
    _ base: Volume, _ overlay: Volume, shiftedBy shift: SIMD3<Double>
  ) throws -> SourceSlices {
    var placement = AffineTransform3D.identity
    placement.origin = shift
    return try SourceSlices(base, overlay, through: placement, VolumeFusion())
  }

  private func grid(of volume: Volume, movedBy distance: Double) throws -> VolumeGrid {
    var place = volume.grid.toPatient
    place.origin.x += distance
    return try VolumeGrid(counts: volume.grid.counts, toPatient: place)
  }

  @Test("a fused volume has one scale, and the base's grid")
  func brightness() throws {
    let base = try ball()
    func scaled(_ low: Float, _ high: Float) -> Volume {
      Volume(grid: base.grid, values: base.values.map { $0 > 0 ? high : low })
    }
    let at = try #require(base.values.firstIndex { $0 > 0 })
    #expect(try scaled(0, 0.5).brightness(on: base.grid).values[at] == 0.5)
    #expect(try scaled(0, 51).brightness(on: base.grid).values[at] == 0.2)
    let window = VolumeWindow.values(low: -100, high: 300)
    #expect(try scaled(-100, 200).brightness(on: base.grid, window).values[at] == 0.75)
    for (volume, code, words) in [
      (scaled(-100, 200), VolumesError.Code.window, "--fused-window"),
      (scaled(0, 300), .window, "values of 0.0 to 300.0"), (scaled(0, .nan), .damaged, "no finite"),
      (try ball(SIMD3(40, 38, 35)), .geometry, "the base's grid is wanted"),
    ] {
      let error = #expect(throws: VolumesError.self) { try volume.brightness(on: base.grid) }
      #expect(error?.code == code && error?.message.contains(words) == true, "\(words)")
    }
    // A file rounds places; another place is another grid.
    let near = try grid(of: base, movedBy: 0.01)
    #expect(try scaled(0, 1).brightness(on: near).grid == near)
    let moved = try grid(of: base, movedBy: 1)
    let error = #expect(throws: VolumesError.self) { try scaled(0, 1).brightness(on: moved) }
    #expect(error?.message.contains("elsewhere in the patient") == true)
  }
}
