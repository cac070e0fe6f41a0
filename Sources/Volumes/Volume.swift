// SPDX-License-Identifier: Apache-2.0

/// A scan in memory: a value at each voxel of a grid.
public struct Volume: Sendable, Equatable {
  /// Where the voxels lie.
  public let grid: VolumeGrid
  /// A value for each voxel, the first index fastest, in the file's unit with its scale applied;
  /// not-a-number where nothing was seen.
  public let values: [Float]
  /// Whose scan it is; nil where the file does not say, as NIfTI.
  public var identity: ScanIdentity?
  /// The unit of the values, such as "HU" or "SUV"; nil where it is not known.
  public var unit: String?
  /// Of DICOM what each slice's file says of patient, study and itself, in the order of the third
  /// index; else empty.
  package var origins: [DICOMOrigin] = []
  /// How its values lost some of what was scanned, before they were resampled; nil where nothing
  /// says so.
  package var lossy: LossyCompression?
  /// Which of the volumes of its file or folder it is, such as "series 2 (CT, head, 8 images)"; nil
  /// of one alone, and of one in memory.
  public var part: String?
  /// Whether it was read from DICOM, whose files name patient and study.
  public var isFromDICOM: Bool { !origins.isEmpty }
  /// What was taken for granted in reading, a line each, for the user.
  public var notes: [String] = []

  /// Wraps values in memory.
  /// - Precondition: There is a value for each voxel.
  public init(grid: VolumeGrid, values: [Float]) {
    precondition(
      values.count == grid.voxelCount,
      "Volume: \(values.count) values, \(grid.voxelCount) are wanted")
    (self.grid, self.values) = (grid, values)
  }

  /// The value at three indices.
  /// - Precondition: They lie in the grid.
  public subscript(i: Int, j: Int, k: Int) -> Float {
    values[i + grid.counts.x * (j + grid.counts.y * k)]
  }
}
