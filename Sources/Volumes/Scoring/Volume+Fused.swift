// SPDX-License-Identifier: Apache-2.0

extension Volume {
  /// The brightness of a fused volume that was read, to score it.
  ///
  /// - Parameters:
  ///   - grid: The base's grid, which it must have.
  ///   - window: Which values are black and white; nil: 0 and 1 where all values are within, else 0
  ///     and 255.
  /// - Returns: Values of 0...1, one scale for all slices.
  /// - Throws: ``VolumesError`` with `geometry` for another grid, `damaged` for values that are no
  ///   numbers, and `window` for values beyond 0...255 without a window.
  public func brightness(
    on grid: VolumeGrid, _ window: VolumeWindow? = nil
  ) throws(VolumesError) -> Volume {
    guard self.grid.isNear(grid) else {
      let place = self.grid.counts == grid.counts ? ", elsewhere in the patient" : ""
      throw VolumesError(
        .geometry, "has \(self.grid)\(place), the base \(grid); the base's grid is wanted")
    }
    let odd = values.count { !$0.isFinite }
    guard odd == 0 else {
      throw VolumesError(
        .damaged, "\(odd) values are no finite numbers; a brightness at each voxel is wanted")
    }
    let scale: ResolvedWindow
    // Not with `??`: what is thrown on its right side leads Swift 6.3 astray in optimized code.
    if let window { scale = try resolved(window) } else { scale = try resolved(ownWindow()) }
    return Volume(grid: grid, values: values.map(scale.share))
  }

  /// From 0 to 1 or to 255, as values are.
  private func ownWindow() throws(VolumesError) -> VolumeWindow {
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    // Floats that were written and read may end a little beyond.
    if low >= -1e-3, high <= 1.001 { return .values(low: 0, high: 1) }
    guard low >= 0, high <= 255 else {
      throw VolumesError(
        .window,
        "values of \(low) to \(high), of which nothing says what is black and white; 0 to 1, 0 to "
          + "255, or a window (--fused-window) is wanted")
    }
    return .values(low: 0, high: 255)
  }
}

extension VolumeGrid {
  /// Whether two grids have the same voxels in the same places, but for what writing and reading a
  /// file rounds: a tenth of a voxel at the corners.
  func isNear(_ other: Self) -> Bool {
    guard counts == other.counts else { return false }
    let tolerance = 0.1 * min(spacing.x, spacing.y, spacing.z)
    return (0..<8).allSatisfy { corner in
      let index = SIMD3(
        Double(corner & 1) * Double(counts.x - 1), Double(corner >> 1 & 1) * Double(counts.y - 1),
        Double(corner >> 2) * Double(counts.z - 1))
      return length(toPatient(index) - other.toPatient(index)) <= tolerance
    }
  }
}
