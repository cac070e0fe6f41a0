// SPDX-License-Identifier: Apache-2.0

import Volumes

extension DICOMFrame {
  /// Reads a frame: what stands in its own group, else in the one that all share, else in the file.
  ///
  /// - Throws: ``VolumesError`` with `geometry` where a place is missing or makes no sense.
  init(_ file: DICOMFile, number: Int) throws(VolumesError) {
    let values = FrameValues(file, number)
    guard let position = values.numbers(.imagePosition, in: .planePosition, count: 3),
      let axes = values.numbers(.imageOrientation, in: .planeOrientation, count: 6),
      let spacing = values.numbers(.pixelSpacing, in: .pixelMeasures, count: 2)
    else {
      throw VolumesError(
        .geometry,
        "position, orientation or pixel spacing is missing: nothing says where it lies in the patient"
      )
    }
    let (across, down) = try Self.axes(axes)
    guard spacing.allSatisfy({ $0 > 0 }) else {
      throw VolumesError(.geometry, "pixel spacing \(spacing); two lengths above 0 are wanted")
    }
    /// A number of the rescaling.
    func scale(_ tag: DICOMTag) -> Double? {
      values.numbers(tag, in: .pixelValueTransformation, count: 1)?[0]
    }
    self.init(
      position: SIMD3(position[0], position[1], position[2]), across: across, down: down,
      columnSpacing: spacing[1], rowSpacing: spacing[0], slope: scale(.rescaleSlope) ?? 1,
      intercept: scale(.rescaleIntercept) ?? 0)
  }

  private static func axes(
    _ numbers: [Double]
  ) throws(VolumesError) -> (SIMD3<Double>, SIMD3<Double>) {
    let across = SIMD3(numbers[0], numbers[1], numbers[2])
    let down = SIMD3(numbers[3], numbers[4], numbers[5])
    let lengths = [across, down].map { ($0 * $0).sum().squareRoot() }
    guard lengths.allSatisfy({ abs($0 - 1) < 0.01 }), abs((across * down).sum()) < 0.01 else {
      throw VolumesError(
        .geometry, "orientation \(numbers); two directions at right angles are wanted")
    }
    return (across / lengths[0], down / lengths[1])
  }
}

/// The values of one frame.
private struct FrameValues {
  let file: DICOMFile
  /// The data sets that may have them, the nearest first.
  let places: [DICOMFile.Path]

  init(_ file: DICOMFile, _ number: Int) {
    self.file = file
    places = [[(.perFrameGroups, number)], [(.sharedGroups, 0)]]
  }

  func numbers(_ tag: DICOMTag, in group: DICOMTag, count: Int) -> [Double]? {
    let paths = places.map { $0 + [(group, 0)] } + [[]]
    return paths.lazy.compactMap { file.numbers(tag, in: $0) }.first { $0.count == count }
  }
}
