// SPDX-License-Identifier: Apache-2.0

extension Volume {
  /// Resamples slices that follow each other askew onto such as lie at right angles to their
  /// direction, as many and as far apart; sides grow to hold all. What was not seen is
  /// not-a-number.
  ///
  /// - Throws: ``VolumesError`` with `tooLarge`.
  mutating func straighten(limits: VolumeLimits = VolumeLimits()) throws(VolumesError) {
    let origins = origins
    self = resampled(onto: try grid.upright(limits))
    self.origins = origins
  }
}

extension VolumeGrid {
  /// The grid whose slices follow each other at right angles and hold all voxels of this one.
  fileprivate func upright(_ limits: VolumeLimits) throws(VolumesError) -> VolumeGrid {
    let (i, j, k) = (toPatient.i, toPatient.j, toPatient.k)
    let normal = cross(i, j) / length(cross(i, j))
    let height = dot(k, normal)
    // How far the last slice lies from the first one, in voxels of i and j.
    let drift = (k - normal * height) * Double(counts.z - 1)
    let (across, down) = (dot(drift, i) / dot(i, i), dot(drift, j) / dot(j, j))
    guard max(abs(across), abs(down)) < Double(limits.voxels) else {
      throw VolumesError(
        .tooLarge,
        "slices lie \(max(abs(across), abs(down))) voxels beside one another; at most "
          + "\(limits.voxels) voxels are read")
    }
    /// Voxels that hold a distance; a thousandth of one is none.
    func count(_ distance: Double) -> Int { Int((abs(distance) - 1e-3).rounded(.up)) }
    let origin =
      toPatient.origin - i * (across < 0 ? Double(count(across)) : 0)
      - j * (down < 0 ? Double(count(down)) : 0)
    let wider = SIMD3(counts.x + count(across), counts.y + count(down), counts.z)
    let (area, overflows) = wider.x.multipliedReportingOverflow(by: wider.y)
    guard !overflows, area <= limits.voxels / wider.z else {
      throw VolumesError(
        .tooLarge,
        "\(wider.x)x\(wider.y)x\(wider.z) voxels when upright; at most \(limits.voxels) are read")
    }
    return try VolumeGrid(
      counts: wider,
      toPatient: AffineTransform3D(i: i, j: j, k: normal * height, origin: origin))
  }
}
