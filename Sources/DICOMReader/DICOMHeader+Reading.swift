// SPDX-License-Identifier: Apache-2.0

import CDICOM
import Volumes

extension DICOMHeader {
  /// - Throws: ``VolumesError``, without a path, for what is no gray image that lies in the
  /// patient.
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
    if frameCount > 1, file.itemCount(.perFrameGroups) != frameCount {
      throw VolumesError(
        .unsupported,
        "\(frameCount) frames without a place for each; enhanced multi-frame images are read")
    }
    var frames: [DICOMFrame] = []
    for number in 0..<frameCount { frames.append(try DICOMFrame(file, number: number)) }
    let modality = file.text(.modality) ?? ""
    self.init(
      path: path, seriesID: file.text(.seriesInstance) ?? "",
      seriesNumber: file.number(.seriesNumber).flatMap { Int(exactly: $0) },
      description: file.text(.seriesDescription) ?? "", modality: modality,
      instanceNumber: file.number(.instanceNumber).flatMap { Int(exactly: $0) },
      scan: ScanIdentity(file), columns: Int(layout.columns), rows: Int(layout.rows),
      frames: frames,
      unit: modality == "PT" ? file.text(.units) : modality == "CT" ? "HU" : nil,
      uptake: modality == "PT" ? PETAcquisition(file) : nil, origin: DICOMOrigin(file),
      notes: Self.notes(file))
  }

  private static func notes(_ file: DICOMFile) -> [String] {
    file.text(.photometricInterpretation) == "MONOCHROME1"
      ? ["low values are meant to be shown bright (MONOCHROME1): shown dark, as all others"] : []
  }

  private static func check(_ file: DICOMFile, _ layout: cd_layout) throws(VolumesError) {
    let colors = file.text(.photometricInterpretation) ?? ""
    guard layout.samples == 1, colors.hasPrefix("MONOCHROME") else {
      throw VolumesError(
        .unsupported, "colors (\(colors)), which have no values; a gray image is wanted")
    }
    guard !file.texts(.imageType).contains("MOSAIC") else {
      throw VolumesError(
        .unsupported,
        "a mosaic, many slices in one picture; dcm2niix makes a NIfTI file of it, which is read")
    }
  }
}
