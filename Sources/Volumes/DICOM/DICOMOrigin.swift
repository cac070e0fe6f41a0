// SPDX-License-Identifier: Apache-2.0

/// What a DICOM image says of patient, study and itself, for images that are made of it.
package struct DICOMOrigin: Sendable, Equatable, Codable {
  /// Values of patient and study as the file has them, by group and element (0xggggeeee).
  package var texts: [UInt32: [UInt8]]
  /// In which letters they are written (0008,0005); empty for ASCII.
  package var characterSet: [UInt8]
  /// The kind of image (0008,0016).
  package var sopClass: String
  /// The image's unique identifier (0008,0018).
  package var sopInstance: String
  /// How its pixels lost some of what was scanned; nil where the file says nothing of it.
  package var lossy: LossyCompression?

  /// Wraps what was read.
  package init(
    texts: [UInt32: [UInt8]], characterSet: [UInt8], sopClass: String, sopInstance: String
  ) {
    (self.texts, self.characterSet) = (texts, characterSet)
    (self.sopClass, self.sopInstance) = (sopClass, sopInstance)
  }

  /// The attributes of patient and study that are kept where the user wants them: date and time of
  /// the study, accession number, referring physician; the patient's name, identifier, birth date
  /// and sex; identifiers of study and frame of reference.
  package static let kept: [UInt32] = [
    0x0008_0020, 0x0008_0030, 0x0008_0050, 0x0008_0090, 0x0010_0010, 0x0010_0020, 0x0010_0030,
    0x0010_0040, 0x0020_000d, 0x0020_0010, 0x0020_0052,
  ]
}
