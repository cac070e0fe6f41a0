// SPDX-License-Identifier: Apache-2.0

import Driver
import Volumes

/// Reads files of NIfTI. What is accepted has a value for each voxel and slices in every plane; and
/// what is written of it, in sides and places that 32 bits hold, is read as the same.
let nifti = Subject("nifti") { bytes in
  var limits = VolumeLimits()
  limits.voxels = 1 << 18
  for frame in [nil, 2] {
    guard let volume = try? Volume(nifti: bytes, frame: frame, limits: limits) else { continue }
    let grid = volume.grid
    precondition(volume.values.count == grid.voxelCount && grid.voxelCount <= limits.voxels)
    for plane in SlicePlane.allCases {
      let view = SliceView(grid, plane: plane)
      let slice = view.slice(view.count - 1, of: volume)
      precondition(slice.count == view.width * view.height)
    }
    _ = try? volume.resolved(.automatic)
    let sides = [grid.spacing.x, grid.spacing.y, grid.spacing.z]
    let counts = [grid.counts.x, grid.counts.y, grid.counts.z]
    let place = grid.toPatient.origin
    guard sides.allSatisfy({ (1e-3...1e4).contains($0) }), counts.allSatisfy({ $0 < 1000 }),
      max(abs(place.x), abs(place.y), abs(place.z)) < 1e5
    else { continue }
    let path = "\(scratch)/out.nii.gz"
    guard (try? volume.write(nifti: path)) != nil else { preconditionFailure("is not written") }
    guard let again = try? Volume(nifti: path) else {
      preconditionFailure("its own file is refused")
    }
    for (value, before) in zip(again.values, volume.values) {
      precondition(value.bitPattern == before.bitPattern || value.isNaN && before.isNaN)
    }
    let moved = again.grid.toPatient.origin - place
    precondition(max(abs(moved.x), abs(moved.y), abs(moved.z)) < 0.01)
  }
  return true
}
