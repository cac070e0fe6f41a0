// SPDX-License-Identifier: Apache-2.0

import TestBasics
import Testing
import Volumes

@Suite("Resampling volumes", .tags(.unit)) struct ResamplingTests {
  /// Linear in the patient's millimeters, so that linear interpolation has no error.
  private func ramp(_ at: SIMD3<Double>) -> Float {
    Float(0.5 * at.x - 0.25 * at.y + 2 * at.z + 3)
  }

  private func cube(_ side: Int, _ value: (SIMD3<Double>) -> Float) throws -> Volume {
    try RenderedVolume.make(SIMD3(side, side, side), value)
  }

  @Test("a ramp in the patient is the same ramp on a grid that lies askew")
  func askew() throws {
    let source = try cube(12, ramp)
    let target = try VolumeGrid(
      counts: SIMD3(5, 4, 6),
      toPatient: AffineTransform3D(
        i: SIMD3(-0.8, 0.4, 0), j: SIMD3(0.3, 0.9, 0.2), k: SIMD3(0.1, -0.2, -0.7),
        origin: SIMD3(1.5, -2, 2.25)))
    let values = source.resampled(onto: target).values
    for (value, place) in zip(values, RenderedVolume.places(target)) {
      #expect(abs(value - ramp(place)) < 1e-4)
    }
  }

  @Test("what lies outside is not a number")
  func outside() throws {
    let source = try cube(4) { _ in 1 }  // voxels' outer sides at -2 and 2
    let target = try VolumeGrid(
      counts: SIMD3(7, 1, 1),
      toPatient: AffineTransform3D(
        i: SIMD3(1, 0, 0), j: SIMD3(0, 1, 0), k: SIMD3(0, 0, 1), origin: SIMD3(-2.9, 0.1, 0.1)))
    let seen = source.resampled(onto: target).values.map { !$0.isNaN }
    #expect(seen == [false, true, true, true, true, false, false])
    #expect(source.share(of: target) == 4.0 / 7)
  }

  @Test("a coarse voxel is the mean of what it holds, not the value at its middle")
  func coarse() throws {
    // Every fourth slice is bright, and lies beside the middle of a coarse voxel.
    let source = try cube(8) { $0.z == -3.5 || $0.z == 0.5 ? 8 : 0 }
    let target = try VolumeGrid(
      counts: SIMD3(2, 2, 2),
      toPatient: AffineTransform3D(
        i: SIMD3(4, 0, 0), j: SIMD3(0, 4, 0), k: SIMD3(0, 0, 4), origin: SIMD3(-2, -2, -2)))
    for value in source.resampled(onto: target).values { #expect(abs(value - 2) < 0.01) }
  }

  @Test("voxels that were not seen do not darken their neighbors")
  func unseen() throws {
    let source = try cube(4) { $0.x > 1 ? .nan : 5 }  // the last of four is unseen
    let target = try VolumeGrid(
      counts: SIMD3(3, 1, 1),
      toPatient: AffineTransform3D(
        i: SIMD3(0.3, 0, 0), j: SIMD3(0, 1, 0), k: SIMD3(0, 0, 1), origin: SIMD3(0.6, 0, 0)))
    let values = source.resampled(onto: target).values
    #expect(values[0] == 5 && values[1] == 5 && values[2].isNaN)
  }

  @Test("a volume that was moved is found where it went")
  func placement() throws {
    let source = try cube(9) { $0 == SIMD3(2, 1, -3) ? 1 : 0 }
    let target = try cube(9) { _ in 0 }.grid
    // The target's (0, -1, 1) is the source's (2, 1, -3).
    var move = AffineTransform3D.identity
    move.origin = SIMD3(2, 2, -4)
    let values = source.resampled(onto: target, through: move).values
    let found = values.indices.filter { values[$0] > 0.5 }
    #expect(found.map { RenderedVolume.places(target)[$0] } == [SIMD3(0, -1, 1)])
  }
}
