// SPDX-License-Identifier: Apache-2.0

import TestBasics
import Testing

@testable import Volumes

@Suite("Volume grid", .tags(.unit)) struct VolumeGridTests {
  /// Askew, mirrored, with voxels of three sides.
  static let askew = AffineTransform3D(
    i: SIMD3(-0.9, 0.3, 0.1), j: SIMD3(0.4, 1.8, -0.2), k: SIMD3(0.2, 0.5, 3.1),
    origin: SIMD3(12, -40, 7.5))

  @Test("the way back is the inverse of the way there")
  func inverse() throws {
    let there = Self.askew
    let back = try #require(there.inverse)
    for place in [SIMD3<Double>(0, 0, 0), SIMD3(1, 2, 3), SIMD3(-50, 31.5, 0.25)] {
      let error = back(there(place)) - place
      #expect((error * error).sum() < 1e-20)
      let other = there.after(back)(place) - place
      #expect((other * other).sum() < 1e-20)
    }
    #expect(there.determinant < 0)
  }

  @Test(
    "axes that span no space are refused",
    arguments: [
      SIMD3<Double>(0, 0, 0), SIMD3(1, 0, 0), SIMD3(0.5, 0.5, 1e-9), SIMD3(.nan, 0, 1),
      SIMD3(0, 0, .infinity), SIMD3(1e200, 1e200, 1e200),
    ])
  func flat(third: SIMD3<Double>) {
    let error = #expect(throws: VolumesError.self) {
      try VolumeGrid(
        counts: SIMD3(2, 2, 2),
        toPatient: AffineTransform3D(
          i: SIMD3(1, 0, 0), j: SIMD3(0, 1, 0), k: third, origin: .zero))
    }
    #expect(error?.code == .geometry)
  }

  @Test(
    "slices that lie too far beside one another are not straightened", arguments: [1e-9, 1e-30])
  func farAside(side: Double) throws {
    let grid = try VolumeGrid(
      counts: SIMD3(4, 4, 6),
      toPatient: AffineTransform3D(
        i: SIMD3(side, 0, 0), j: SIMD3(0, side, 0), k: SIMD3(0, 0.05, 1), origin: .zero))
    var volume = Volume(grid: grid, values: [Float](repeating: 1, count: grid.voxelCount))
    let error = #expect(throws: VolumesError.self) { try volume.straighten() }
    #expect(error?.code == .tooLarge)
  }

  @Test("it tells its voxels and their sides")
  func describes() throws {
    let grid = try VolumeGrid(
      counts: SIMD3(91, 109, 20),
      toPatient: AffineTransform3D(
        i: SIMD3(0, -2, 0), j: SIMD3(0.5, 0, 0), k: SIMD3(0, 0, 3.1254), origin: .zero))
    #expect("\(grid)" == "91x109x20 voxels of 2 x 0.5 x 3.125 mm")
  }
}
