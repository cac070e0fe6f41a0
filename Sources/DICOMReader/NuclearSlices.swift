// SPDX-License-Identifier: Apache-2.0

import Volumes

/// Where the frames of a nuclear medicine image lie (SPECT; PS 3.3, A.5) that holds reconstructed
/// slices: the first slice's place stands with the detector, and the others follow along the
/// normal, by a spacing whose sign is their direction (C.8.4.11, C.8.4.15).
struct NuclearSlices {
  static let imageClass = "1.2.840.10008.5.1.4.1.1.20"

  private let file: DICOMFile
  private let position: [Double]
  private let axes: [Double]
  private let pixelSpacing: [Double]
  private let sliceSpacing: Double
  /// Which slice each frame is, from 1 on.
  private let numbers: [UInt16]

  /// - Throws: ``VolumesError`` with `unsupported` for projections, beats and other kinds, and
  ///   `geometry` where a part of the place is missing.
  init(_ file: DICOMFile, frameCount: Int) throws(VolumesError) {
    let type = file.texts(.imageType)
    guard type.count > 2, type[2] == "RECON TOMO" else {
      throw VolumesError(
        .unsupported,
        "\(frameCount) frames of nuclear medicine of the kind \(type.count > 2 ? type[2] : "none"); "
          + "reconstructed slices (RECON TOMO) are read")
    }
    let detector: DICOMFile.Path = [(.detectorInformation, 0)]
    guard let position = Self.numbers(file, .imagePosition, detector, count: 3),
      let axes = Self.numbers(file, .imageOrientation, detector, count: 6)
    else { throw Self.missing("position or orientation with the detector") }
    guard let pixelSpacing = Self.numbers(file, .pixelSpacing, [], count: 2) else {
      throw Self.missing("pixel spacing")
    }
    guard let sliceSpacing = file.number(.spacingBetweenSlices), sliceSpacing != 0 else {
      throw Self.missing("spacing between slices")
    }
    numbers = file.integers(.sliceVector)
    guard numbers.count == frameCount, !numbers.contains(0) else {
      throw Self.missing("number of the slice of each frame (SliceVector)")
    }
    (self.file, self.position, self.axes) = (file, position, axes)
    (self.pixelSpacing, self.sliceSpacing) = (pixelSpacing, sliceSpacing)
  }

  /// - Throws: ``VolumesError`` with `geometry` where the place makes no sense.
  func frame(_ number: Int) throws(VolumesError) -> DICOMFrame {
    try DICOMFrame(
      position: position, axes: axes, pixelSpacing: pixelSpacing,
      distance: Double(numbers[number] - 1) * sliceSpacing, FrameValues(file, number))
  }

  private static func numbers(
    _ file: DICOMFile, _ tag: DICOMTag, _ path: DICOMFile.Path, count: Int
  ) -> [Double]? {
    let numbers = file.numbers(tag, in: path)
    return numbers?.count == count ? numbers : nil
  }

  private static func missing(_ what: String) -> VolumesError {
    VolumesError(
      .geometry, "\(what) is missing: nothing says where its slices lie in the patient")
  }
}
