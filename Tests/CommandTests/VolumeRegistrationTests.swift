// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import Volumes

/// `daefuse volume --register` and its files.
@Suite(.tags(.endToEnd)) struct VolumeRegistrationTests {
  /// Three overlapping boxes on 4 mm voxels, and the same in another contrast, 8 mm to the left and
  /// 8 to the back of where they should be.
  private func write(into root: String) throws {
    let counts = SIMD3(30, 32, 28)
    let half = SIMD3<Double>(counts &- 1) * 2
    let grid = try VolumeGrid(
      counts: counts,
      toPatient: AffineTransform3D(
        i: SIMD3(4, 0, 0), j: SIMD3(0, 4, 0), k: SIMD3(0, 0, 4), origin: -half))
    func volume(_ tissues: [Float], _ shift: SIMD3<Double>) -> Volume {
      Volume(
        grid: grid,
        values: (0..<grid.voxelCount).map { at in
          let row = at / counts.x
          let index = SIMD3(at % counts.x, row % counts.y, row / counts.y)
          let place = grid.toPatient(SIMD3<Double>(index)) - shift
          func isIn(_ low: SIMD3<Double>, _ high: SIMD3<Double>) -> Bool {
            all(place .> low) && all(place .< high)
          }
          if isIn(SIMD3(0, -10, 5), SIMD3(30, 15, 25)) { return tissues[2] }
          if isIn(SIMD3(-25, 5, -30), SIMD3(-5, 40, 0)) { return tissues[1] }
          return isIn(SIMD3(-40, -45, -40), SIMD3(38, 42, 36)) ? tissues[0] : 0
        })
    }
    try volume([100, 50, 180], .zero).write(nifti: "\(root)/mri.nii")
    try volume([300, 900, 100], SIMD3(-8, -8, 0)).write(nifti: "\(root)/ct.nii")
    var state: UInt64 = 1
    let noise = (0..<grid.voxelCount).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1
      return Float(state >> 40)
    }
    try Volume(grid: grid, values: noise).write(nifti: "\(root)/noise.nii")
  }

  @Test func theOverlayIsMovedAndTheTransformKept() throws {
    try withTemporaryFolder { root in
      try write(into: root)
      let call = ["volume", "\(root)/mri.nii", "\(root)/ct.nii", "--method", "average"]
      let (first, second) = ("\(root)/first.nii", "\(root)/second.nii")
      let registered = try Command.run(
        call + ["-o", first, "--register", "rigid", "--write-transform", "\(root)/t.tfm"])
      #expect(registered.status == 0, "\(registered.errors)")
      #expect(
        registered.errors.contains("ct.nii: moved by 11.")
          && registered.errors.contains("before 1."))
      let map = try AffineTransform3D(itkTransform: "\(root)/t.tfm")
      let off = map.origin - SIMD3(-8, -8, 0)
      #expect((off * off).sum() < 1, "\(map)")
      // The transform alone gives the same volume; without one it is another.
      let given = try Command.run(call + ["-o", second, "--transform", "\(root)/t.tfm"])
      #expect(given.status == 0 && !given.errors.contains("moved"), "\(given.errors)")
      let registeredBytes = try Data(contentsOf: URL(filePath: first))
      #expect(try Data(contentsOf: URL(filePath: second)) == registeredBytes)
      let plain = try Command.run(call + ["-o", "\(root)/plain.nii"])
      #expect(plain.status == 0)
      #expect(try Data(contentsOf: URL(filePath: "\(root)/plain.nii")) != registeredBytes)
      // Where it lies now nothing is to be gained, and that is said even of a quiet run.
      let again = try Command.run(
        call + [
          "-o", second, "--overwrite", "--quiet", "--register", "rigid", "--transform",
          "\(root)/t.tfm",
        ])
      #expect(again.status == 0)
      #expect(again.errors.hasPrefix("Warning: \(root)/ct.nii: left where it was"))
      #expect(try Data(contentsOf: URL(filePath: second)) == registeredBytes)
    }
  }

  @Test func whatCannotBeRegisteredIsNamedAndLeavesNothing() throws {
    try withTemporaryFolder { root in
      try write(into: root)
      try Data("no transform".utf8).write(to: URL(filePath: "\(root)/bad.tfm"))
      let (ct, noise) = ("\(root)/ct.nii", "\(root)/noise.nii")
      for (overlay, options, status, words) in [
        (noise, ["--register", "rigid"], 1, "noise.nii: no place stands out"),
        (ct, ["--transform", "\(root)/bad.tfm"], 1, "bad.tfm: no transform of ITK"),
        (ct, ["--transform", "\(root)/nowhere.tfm"], 1, "nowhere.tfm: no such file"),
        (ct, ["--write-transform", "\(root)/new.tfm"], 2, "--write-transform needs --register"),
        (ct, ["--register", "affine"], 2, "affine"),
        (
          ct, ["--register", "rigid", "--write-transform", "\(root)/bad.tfm"], 1,
          "bad.tfm: is there already"
        ),
      ] {
        let outcome = try Command.run(
          ["volume", "\(root)/mri.nii", overlay, "-o", "\(root)/out"] + options)
        #expect(outcome.status == Int32(status), "\(options): \(outcome.errors)")
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: "\(root)/out"))
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: root).count == 4)
    }
  }
}
