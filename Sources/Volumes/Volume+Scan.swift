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
  /// Reads a scan: a folder, a file or a zip archive of DICOM, or a file of NIfTI, by its content.
  ///
  /// - Throws: ``VolumesError`` that names the file, also where the choice is of the other kind.
  public init(
    scan path: String, _ choice: ScanChoice = ScanChoice(), limits: VolumeLimits = VolumeLimits()
  ) throws(VolumesError) {
    switch try ScanKind(path) {
    case .nifti:
      guard choice.series == nil else {
        throw VolumesError(.series, path: path, "a file of NIfTI, which has no series")
      }
      try self.init(nifti: path, frame: choice.frame, limits: limits)
    case .dicom: try self.init(dicom: path, choice, limits)
    case .archive:
      self = try DICOMArchive.volume(of: path, limits) { folder throws(VolumesError) in
        try Volume(dicom: folder, choice, limits)
      }
    }
  }

  private init(
    dicom path: String, _ choice: ScanChoice, _ limits: VolumeLimits
  ) throws(VolumesError) {
    guard choice.frame == nil else {
      throw VolumesError(
        .frame, path: path, "DICOM, whose volumes are told apart by series, not by a number")
    }
    try self.init(
      DICOMFolder(path, limits: limits), series: choice.series, straightened: choice.straightens,
      limits: limits)
  }
}

/// What a path is, by its content.
private enum ScanKind {
  case nifti
  case dicom
  case archive

  init(_ path: String) throws(VolumesError) {
    if try DICOMFolder.holds(path) {
      self = .dicom
    } else {
      self = try DICOMArchive.holds(path) ? .archive : .nifti
    }
  }
}
