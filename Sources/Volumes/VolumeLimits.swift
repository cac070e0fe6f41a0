// SPDX-License-Identifier: Apache-2.0

/// How much of a file is read at most, so that none unfolds to more than there is memory for.
public struct VolumeLimits: Sendable, Equatable {
  /// Most bytes of a file, as it is stored.
  public var fileBytes = 4 << 30
  /// Most voxels of a volume.
  public var voxels = 1 << 29
  /// Most bytes of memory that reading a file of DICOM takes.
  public var memoryBytes = 12 << 30
  /// Most seconds of processor time that reading a file of DICOM takes.
  public var secondsPerFile = 60

  /// Limits that hold all that scanners make: 4 GiB and 512 million voxels.
  public init() {}
}
