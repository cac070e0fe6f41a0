// SPDX-License-Identifier: Apache-2.0

/// Group and element of a DICOM attribute (PS 3.6), as 0xggggeeee.
struct DICOMTag: Hashable, Sendable {
  let number: UInt32

  init(_ number: UInt32) { self.number = number }
}

extension DICOMTag {
  static let transferSyntax = Self(0x0002_0010)
  static let imageType = Self(0x0008_0008)
  static let characterSet = Self(0x0008_0005)
  static let sopClass = Self(0x0008_0016)
  static let sopInstance = Self(0x0008_0018)
  static let seriesDate = Self(0x0008_0021)
  static let acquisitionDate = Self(0x0008_0022)
  static let seriesTime = Self(0x0008_0031)
  static let acquisitionTime = Self(0x0008_0032)
  static let modality = Self(0x0008_0060)
  static let seriesDescription = Self(0x0008_103e)
  static let patientName = Self(0x0010_0010)
  static let patientID = Self(0x0010_0020)
  static let patientWeight = Self(0x0010_1030)
  static let radiopharmaceuticalStartTime = Self(0x0018_1072)
  static let radionuclideTotalDose = Self(0x0018_1074)
  static let radionuclideHalfLife = Self(0x0018_1075)
  static let radiopharmaceuticalStartDateTime = Self(0x0018_1078)
  static let actualFrameDuration = Self(0x0018_1242)
  static let spacingBetweenSlices = Self(0x0018_0088)
  static let seriesInstance = Self(0x0020_000e)
  static let seriesNumber = Self(0x0020_0011)
  static let instanceNumber = Self(0x0020_0013)
  static let imagePosition = Self(0x0020_0032)
  static let imageOrientation = Self(0x0020_0037)
  static let frameOfReference = Self(0x0020_0052)
  static let bitsStored = Self(0x0028_0101)
  static let highBit = Self(0x0028_0102)
  static let pixelRepresentation = Self(0x0028_0103)
  static let pixelPaddingValue = Self(0x0028_0120)
  static let pixelPaddingRangeLimit = Self(0x0028_0121)
  static let photometricInterpretation = Self(0x0028_0004)
  static let pixelSpacing = Self(0x0028_0030)
  static let correctedImage = Self(0x0028_0051)
  static let rescaleIntercept = Self(0x0028_1052)
  static let rescaleSlope = Self(0x0028_1053)
  static let rescaleType = Self(0x0028_1054)
  static let lossyCompression = Self(0x0028_2110)
  static let lossyCompressionRatio = Self(0x0028_2112)
  static let lossyCompressionMethod = Self(0x0028_2114)
  static let lookUpDescriptor = Self(0x0028_3002)
  static let lookUpData = Self(0x0028_3006)
  static let sliceVector = Self(0x0054_0080)
  static let units = Self(0x0054_1001)
  static let decayCorrection = Self(0x0054_1102)
  static let frameReferenceTime = Self(0x0054_1300)
  static let suvType = Self(0x0054_1006)

  static let pixelData = Self(0x7fe0_0010)

  // Sequences.
  static let modalityLookUp = Self(0x0028_3000)
  static let detectorInformation = Self(0x0054_0022)
  static let radiopharmaceutical = Self(0x0054_0016)
  static let planePosition = Self(0x0020_9113)
  static let planeOrientation = Self(0x0020_9116)
  static let pixelMeasures = Self(0x0028_9110)
  static let pixelValueTransformation = Self(0x0028_9145)
  static let sharedGroups = Self(0x5200_9229)
  static let perFrameGroups = Self(0x5200_9230)
}
