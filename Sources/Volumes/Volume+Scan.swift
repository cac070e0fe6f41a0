// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What is read of a scan that may hold several.
public struct ScanChoice: Sendable, Equatable {
  /// Which volume of a NIfTI file of several, counted from 1.
  public var frame: Int?
  /// Which series of DICOM: its number or identifier.
  public var series: String?
  /// Whether slices of a tilted gantry are resampled onto upright ones; else they are refused.
  public var straightens = false

  /// All there is.
  public init() {}
}

extension Volume {
  /// Reads a scan: a folder or a file of DICOM, or a file of NIfTI, by its content.
  ///
  /// - Throws: ``VolumesError`` that names the file, also where the choice is of the other kind.
  public init(
    scan path: String, _ choice: ScanChoice = ScanChoice(), limits: VolumeLimits = VolumeLimits()
  ) throws(VolumesError) {
    guard try DICOMFolder.holds(path) else {
      guard choice.series == nil else {
        throw VolumesError(.series, path: path, "a file of NIfTI, which has no series")
      }
      try self.init(nifti: path, frame: choice.frame, limits: limits)
      return
    }
    guard choice.frame == nil else {
      throw VolumesError(
        .frame, path: path, "DICOM, whose volumes are told apart by series, not by a number")
    }
    try self.init(
      DICOMFolder(path, limits: limits), series: choice.series, straightened: choice.straightens,
      limits: limits)
  }
}
