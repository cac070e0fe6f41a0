// SPDX-License-Identifier: Apache-2.0

import CDICOM
import Volumes

extension DICOMHeader {
  /// - Throws: ``VolumesError``, without a path, for what is no gray image that lies in the
  ///   patient.
  init(_ file: DICOMFile, path: String, limits: VolumeLimits) throws(VolumesError) {
    let layout = try file.layout()
    try Self.check(file, layout)
    let frameCount = Int(layout.frames)
    guard Int(layout.columns) * Int(layout.rows) <= limits.voxels / max(frameCount, 1) else {
      throw VolumesError(
        .tooLarge,
        "\(layout.columns)x\(layout.rows) pixels in \(frameCount) frames; at most \(limits.voxels) "
          + "voxels are read")
    }
    let frames = try Self.frames(file, frameCount)
    let modality = file.text(.modality) ?? ""
    self.init(
      path: path, seriesID: file.text(.seriesInstance) ?? "",
      seriesNumber: file.number(.seriesNumber).flatMap { Int(exactly: $0) },
      description: file.text(.seriesDescription) ?? "", modality: modality,
      instanceNumber: file.number(.instanceNumber).flatMap { Int(exactly: $0) },
      scan: ScanIdentity(file), columns: Int(layout.columns), rows: Int(layout.rows),
      frames: frames,
      unit: Self.unit(file, modality),
      uptake: modality == "PT" ? PETAcquisition(file) : nil, origin: DICOMOrigin(file),
      notes: Self.notes(file))
  }

  private static func frames(
    _ file: DICOMFile, _ count: Int
  ) throws(VolumesError) -> [DICOMFrame] {
    var frames: [DICOMFrame] = []
    if count > 1, file.text(.sopClass) == NuclearSlices.imageClass {
      let slices = try NuclearSlices(file, frameCount: count)
      for number in 0..<count { frames.append(try slices.frame(number)) }
      return frames
    }
    guard count == 1 || file.itemCount(.perFrameGroups) == count else {
      throw VolumesError(
        .unsupported,
        "\(count) frames without a place for each; enhanced multi-frame images are read")
    }
    for number in 0..<count { frames.append(try DICOMFrame(file, number: number)) }
    return frames
  }

  /// Hounsfield units only where something brings stored values to them.
  private static func unit(_ file: DICOMFile, _ modality: String) -> String? {
    if modality == "PT" { return file.text(.units) }
    let values = FrameValues(file, 0)
    let isRescaled =
      values.texts(.rescaleSlope, in: .pixelValueTransformation) != nil
      || file.itemCount(.modalityLookUp) > 0
    let type = values.texts(.rescaleType, in: .pixelValueTransformation)?.first
    return modality == "CT" && isRescaled && (type ?? "HU") == "HU" ? "HU" : nil
  }

  private static func notes(_ file: DICOMFile) -> [String] {
    var notes: [String] = []
    if file.text(.photometricInterpretation) == "MONOCHROME1" {
      notes.append("low values are meant to be bright (MONOCHROME1): shown dark, as stored")
    }
    if DICOMOrigin.leavesOut(file) {
      notes.append(
        "a text of patient or study has more than \(DICOMOrigin.longestText) bytes: left out")
    }
    return notes
  }

  private static func check(_ file: DICOMFile, _ layout: cd_layout) throws(VolumesError) {
    let colors = file.text(.photometricInterpretation) ?? ""
    guard layout.samples == 1, colors.hasPrefix("MONOCHROME") else {
      throw VolumesError(
        .unsupported, "colors (\(colors)), which have no values; a gray image is wanted")
    }
    let (stored, high) = (file.integers(.bitsStored).first, file.integers(.highBit).first)
    guard let stored, let high, Int(high) + 1 == Int(stored) else {
      throw VolumesError(
        .unsupported,
        "values of \(stored ?? 0) bits with the highest at bit \(high ?? 0) (HighBit); one less than "
          + "the number of bits is wanted")
    }
    guard !file.texts(.imageType).contains("MOSAIC") else {
      throw VolumesError(
        .unsupported,
        "a mosaic, many slices in one picture; dcm2niix makes a NIfTI file of it, which is read")
    }
  }
}
