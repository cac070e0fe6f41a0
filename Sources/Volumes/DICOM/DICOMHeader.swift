// SPDX-License-Identifier: Apache-2.0

/// What a DICOM file says of its image.
package struct DICOMHeader: Sendable, Codable, Equatable {
  /// The file.
  package let path: String
  /// The series it belongs to.
  package let seriesID: String
  /// Its place among the series of the study; nil where it says none.
  package let seriesNumber: Int?
  /// What the series is called; empty where it says nothing.
  package let description: String
  /// "CT", "MR", "PT", "NM".
  package let modality: String
  /// The image's number, for messages; nil where it has none.
  package let instanceNumber: Int?
  /// Whose image it is, and in which coordinates.
  package let scan: ScanIdentity
  /// Pixels across.
  package let columns: Int
  /// Pixels down.
  package let rows: Int
  /// Frames, at least one.
  package let frames: [DICOMFrame]
  /// The unit of the values after rescaling, as the file says; nil where it says none.
  package let unit: String?
  /// Of PET what the conversion to SUV needs.
  package let uptake: PETAcquisition?
  /// What it says of patient, study and itself.
  package let origin: DICOMOrigin
  /// What is odd about it and was read all the same.
  package let notes: [String]

  /// Wraps what was read.
  package init(
    path: String, seriesID: String, seriesNumber: Int?, description: String, modality: String,
    instanceNumber: Int?, scan: ScanIdentity, columns: Int, rows: Int, frames: [DICOMFrame],
    unit: String?, uptake: PETAcquisition?, origin: DICOMOrigin, notes: [String]
  ) {
    (self.path, self.seriesID, self.seriesNumber) = (path, seriesID, seriesNumber)
    (self.description, self.modality) = (description, modality)
    (self.instanceNumber, self.scan) = (instanceNumber, scan)
    (self.columns, self.rows, self.frames) = (columns, rows, frames)
    (self.unit, self.uptake, self.origin, self.notes) = (unit, uptake, origin, notes)
  }
}
