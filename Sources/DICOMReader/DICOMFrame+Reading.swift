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
    try self.init(position: position, axes: axes, pixelSpacing: spacing, distance: 0, values)
  }

  /// Wraps numbers as files have them.
  ///
  /// - Parameters:
  ///   - position: Three coordinates.
  ///   - axes: Six direction cosines.
  ///   - spacing: Millimeters between rows, and between columns.
  ///   - distance: How far from the position the frame lies along the normal, in millimeters.
  ///   - values: What says how it is rescaled.
  /// - Throws: ``VolumesError`` with `geometry` where they make no sense.
  init(
    position: [Double], axes: [Double], pixelSpacing spacing: [Double], distance: Double,
    _ values: FrameValues
  ) throws(VolumesError) {
    let (across, down) = try Self.axes(axes)
    guard spacing.allSatisfy({ $0 > 0 }) else {
      throw VolumesError(.geometry, "pixel spacing \(spacing); two lengths above 0 are wanted")
    }
    let slope = try values.scale(.rescaleSlope) ?? 1
    guard slope != 0 else { throw VolumesError(.damaged, "its rescale slope is 0") }
    let normal = SIMD3(
      across.y * down.z - across.z * down.y, across.z * down.x - across.x * down.z,
      across.x * down.y - across.y * down.x)
    self.init(
      position: SIMD3(position[0], position[1], position[2]) + normal * distance,
      across: across, down: down, columnSpacing: spacing[1], rowSpacing: spacing[0], slope: slope,
      intercept: try values.scale(.rescaleIntercept) ?? 0)
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

/// The values of one frame: of its own group, of the one that all share, or of the file.
struct FrameValues {
  private let file: DICOMFile
  private let number: Int

  init(_ file: DICOMFile, _ number: Int) { (self.file, self.number) = (file, number) }

  /// The texts of the nearest value; nil where there is none.
  func texts(_ tag: DICOMTag, in group: DICOMTag) -> [String]? {
    let paths: [DICOMFile.Path] = [
      [(.perFrameGroups, number), (group, 0)], [(.sharedGroups, 0), (group, 0)], [],
    ]
    return paths.lazy.map { file.texts(tag, in: $0) }.first { !$0.isEmpty && $0 != [""] }
  }

  /// So many finite numbers; nil where there are others, or none.
  func numbers(_ tag: DICOMTag, in group: DICOMTag, count: Int) -> [Double]? {
    let numbers = texts(tag, in: group)?.compactMap(Double.init).filter(\.isFinite)
    return numbers?.count == count ? numbers : nil
  }

  /// A number of the rescaling; nil where there is none.
  ///
  /// - Throws: ``VolumesError`` with `damaged` where it is no number.
  func scale(_ tag: DICOMTag) throws(VolumesError) -> Double? {
    guard let texts = texts(tag, in: .pixelValueTransformation) else { return nil }
    guard texts.count == 1, let number = Double(texts[0]), number.isFinite else {
      throw VolumesError(
        .damaged, "its rescaling has \"\(texts.joined(separator: "\\"))\"; a number is wanted")
    }
    return number
  }
}
