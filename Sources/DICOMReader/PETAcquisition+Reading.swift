// SPDX-License-Identifier: Apache-2.0

import Volumes

extension PETAcquisition {
  init(_ file: DICOMFile) {
    self.init()
    let drug: DICOMFile.Path = [(.radiopharmaceutical, 0)]
    units = file.text(.units)
    corrections = file.texts(.correctedImage)
    decayCorrection = file.text(.decayCorrection)
    patientWeight = file.number(.patientWeight)
    totalDose = file.number(.radionuclideTotalDose, in: drug)
    halfLife = file.number(.radionuclideHalfLife, in: drug)
    startTime = file.text(.radiopharmaceuticalStartTime, in: drug)
    startDateTime = file.text(.radiopharmaceuticalStartDateTime, in: drug)
    seriesDate = file.text(.seriesDate)
    seriesTime = file.text(.seriesTime)
    acquisitionDate = file.text(.acquisitionDate)
    acquisitionTime = file.text(.acquisitionTime)
    frameReferenceTime = file.number(.frameReferenceTime)
    frameDuration = file.number(.actualFrameDuration)
    suvType = file.text(.suvType)
    scanDateTimeOfGE = file.privateTag(0x0009, "GEMS_PETD_01", 0x0d).flatMap { file.text($0) }
    let philips = { (element: UInt32) in
      file.privateTag(0x7053, "Philips PET Private Group", element).flatMap { file.number($0) }
    }
    suvFactorOfPhilips = philips(0x00)
    activityFactorOfPhilips = philips(0x09)
  }
}

extension DICOMFile {
  /// Where an element of a maker's own lies: its block is the one that the maker's name reserves
  /// (PS 3.5, 7.8.1).
  fileprivate func privateTag(_ group: UInt32, _ creator: String, _ element: UInt32) -> DICOMTag? {
    (0x10...0x1f as ClosedRange<UInt32>).first { text(DICOMTag(group << 16 | $0)) == creator }
      .map { DICOMTag(group << 16 | $0 << 8 | element) }
  }
}
