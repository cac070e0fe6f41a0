// SPDX-License-Identifier: Apache-2.0

import Volumes

/// Volumes of formulas in the patient's coordinates.
enum RenderedVolume {
  /// A cube about the patient's origin, each value that of a voxel's middle, `spacing` millimeters
  /// apart. Mirrored the first index runs to the left, as files of DICOM have it.
  static func make(
    _ counts: SIMD3<Int>, spacing: SIMD3<Double> = SIMD3(1, 1, 1), mirrored: Bool = false,
    _ value: (SIMD3<Double>) -> Float
  ) throws -> Volume {
    let half = spacing * SIMD3(Double(counts.x - 1), Double(counts.y - 1), Double(counts.z - 1)) / 2
    let across = mirrored ? -spacing.x : spacing.x
    let grid = try VolumeGrid(
      counts: counts,
      toPatient: AffineTransform3D(
        i: SIMD3(across, 0, 0), j: SIMD3(0, spacing.y, 0), k: SIMD3(0, 0, spacing.z),
        origin: SIMD3(mirrored ? half.x : -half.x, -half.y, -half.z)))
    return Volume(grid: grid, values: places(grid).map(value))
  }

  /// The patient's coordinates of all voxels.
  static func places(_ grid: VolumeGrid) -> [SIMD3<Double>] {
    (0..<grid.voxelCount).map {
      let row = $0 / grid.counts.x
      return grid.toPatient(
        SIMD3(
          Double($0 % grid.counts.x), Double(row % grid.counts.y), Double(row / grid.counts.y)))
    }
  }
}
