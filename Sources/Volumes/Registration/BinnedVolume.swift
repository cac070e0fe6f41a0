// SPDX-License-Identifier: Apache-2.0

import Flow

/// A volume at a coarser scale, each value a place among the bins of a histogram.
struct BinnedVolume {
  let grid: VolumeGrid
  /// ``SoftJointHistogram/place(ofShare:)`` of the values' shares of a window; not-a-number where
  /// nothing was seen.
  let places: [Float]

  /// Means over blocks of voxels whose sides are nearest to `scale` millimeters; values beyond the
  /// window count as its ends. A block of which more than half was not seen is not-a-number, and
  /// what is left over behind the last whole block does not count.
  init(_ volume: Volume, _ window: ResolvedWindow, scale: Double) throws(VolumesError) {
    let (counts, spacing) = (volume.grid.counts, volume.grid.spacing)
    var sides = SIMD3(1, 1, 1)
    for axis in 0..<3 {
      let wanted = Int(min(1024, (scale / spacing[axis]).rounded()))
      sides[axis] = max(1, min(wanted, counts[axis] / Self.fewestBlocks))
    }
    grid = try volume.grid.blocks(sides)
    places = volume.means(window, over: sides, grid.counts)
  }

  /// A side is not shrunk to fewer blocks, so that there is something between them.
  private static let fewestBlocks = 8
}

extension VolumeGrid {
  /// The grid of the middles of whole blocks of voxels.
  fileprivate func blocks(_ sides: SIMD3<Int>) throws(VolumesError) -> VolumeGrid {
    let size = SIMD3<Double>(sides)
    return try VolumeGrid(
      counts: SIMD3(counts.x / sides.x, counts.y / sides.y, counts.z / sides.z),
      toPatient: AffineTransform3D(
        i: toPatient.i * size.x, j: toPatient.j * size.y, k: toPatient.k * size.z,
        origin: toPatient((size - 1) / 2)))
  }
}

extension Volume {
  /// Of each block the mean place among the bins.
  fileprivate func means(
    _ window: ResolvedWindow, over sides: SIMD3<Int>, _ blocks: SIMD3<Int>
  ) -> [Float] {
    var means: [Float] = []
    means.reserveCapacity(blocks.x * blocks.y * blocks.z)
    values.withUnsafeBufferPointer { values in
      for k in 0..<blocks.z {
        for j in 0..<blocks.y {
          for i in 0..<blocks.x {
            means.append(mean(window, values, SIMD3(i, j, k) &* sides, sides))
          }
        }
      }
    }
    return means
  }

  @inline(__always)
  private func mean(
    _ window: ResolvedWindow, _ values: UnsafeBufferPointer<Float>, _ first: SIMD3<Int>,
    _ sides: SIMD3<Int>
  ) -> Float {
    var (sum, seen) = (Float(0), 0)
    for z in first.z..<first.z + sides.z {
      for y in first.y..<first.y + sides.y {
        let row = first.x + grid.counts.x * (y + grid.counts.y * z)
        for at in row..<row + sides.x where !values[at].isNaN {
          sum += window.share(values[at])
          seen += 1
        }
      }
    }
    guard 2 * seen >= sides.x * sides.y * sides.z else { return .nan }
    return SoftJointHistogram.place(ofShare: sum / Float(seen))
  }
}
