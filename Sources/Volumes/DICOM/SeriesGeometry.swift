// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How the slices of a series make up a grid.
struct SeriesGeometry {
  /// A frame of a file.
  struct Slice {
    let header: DICOMHeader
    /// Which of the series' files it is in.
    let file: Int
    /// Which of the file's frames it is.
    let number: Int
    var frame: DICOMFrame { header.frames[number] }
    /// What a message calls it.
    var name: String {
      header.frames.count > 1 ? "\(header.path), frame \(number + 1)" : header.path
    }
  }

  /// The slices from the first to the last, as the third index counts them.
  let slices: [Slice]
  /// Where their voxels lie.
  let grid: VolumeGrid
  /// Degrees between the direction in which slices follow each other and that at right angles to
  /// them; 0 where it is right.
  let tilt: Double

  /// Puts the frames of a series in order.
  ///
  /// - Throws: ``VolumesError`` with `geometry` where they are no regular grid: several sizes,
  ///   orientations or frames of reference, double or missing slices, uneven spacing.
  init(_ headers: [DICOMHeader]) throws(VolumesError) {
    var slices = headers.enumerated().flatMap { file, header in
      header.frames.indices.map { Slice(header: header, file: file, number: $0) }
    }
    guard let model = slices.first, slices.count >= VolumeFusion.minimumSliceCount else {
      throw VolumesError(
        .geometry,
        "\(slices.count) slice\(slices.count == 1 ? "" : "s"); at least "
          + "\(VolumeFusion.minimumSliceCount) are wanted: the folder of a whole series")
    }
    for slice in slices.dropFirst() { try Self.check(slice, against: model) }
    let normal = model.frame.normal
    slices.sort { dot($0.frame.position, normal) < dot($1.frame.position, normal) }
    let step = try Self.step(slices, along: normal)
    let height = dot(step, normal)
    let drift = step - normal * height
    let frame = slices[0].frame
    let lasting = length(drift) * Double(max(slices.count - 1, 1))
    let isStraight = lasting < 0.5 * min(frame.columnSpacing, frame.rowSpacing)
    tilt = isStraight ? 0 : atan2(length(drift), height) * 180 / .pi
    self.slices = slices
    grid = try VolumeGrid(
      counts: SIMD3(model.header.columns, model.header.rows, slices.count),
      toPatient: AffineTransform3D(
        i: frame.across * frame.columnSpacing, j: frame.down * frame.rowSpacing, k: step,
        origin: frame.position
      ).fromDICOM)
  }

  private static func check(_ slice: Slice, against model: Slice) throws(VolumesError) {
    let (mine, other) = (slice.header, model.header)
    guard (mine.columns, mine.rows) == (other.columns, other.rows) else {
      throw differing(
        "two sizes", "\(mine.columns)x\(mine.rows)", slice, "\(other.columns)x\(other.rows)", model)
    }
    guard mine.scan.frameOfReference == other.scan.frameOfReference else {
      throw differing("two frames of reference", "one", slice, "another", model)
    }
    guard mine.scan.isOfSamePatient(as: other.scan) else {
      throw differing("two patients", "one", slice, "another", model)
    }
    let (frame, first) = (slice.frame, model.frame)
    // A fifth of a degree: what is left of six decimal places is far less.
    let isParallel =
      dot(frame.across, first.across) > 0.999994 && dot(frame.down, first.down) > 0.999994
    guard isParallel else {
      throw differing("two orientations", axes(frame), slice, axes(first), model)
    }
    guard abs(frame.rowSpacing / first.rowSpacing - 1) < 1e-3,
      abs(frame.columnSpacing / first.columnSpacing - 1) < 1e-3
    else {
      throw differing(
        "two pixel spacings", "\(frame.rowSpacing) x \(frame.columnSpacing) mm", slice,
        "\(first.rowSpacing) x \(first.columnSpacing) mm", model)
    }
  }

  private static func differing(
    _ what: String, _ mine: String, _ slice: Slice, _ other: String, _ model: Slice
  ) -> VolumesError {
    VolumesError(
      .geometry, "\(what) in a series: \(mine) in \(slice.name), \(other) in \(model.name)")
  }

  /// From a slice to the next one, in DICOM's directions.
  private static func step(
    _ slices: [Slice], along normal: SIMD3<Double>
  ) throws(VolumesError) -> SIMD3<Double> {
    let heights = slices.map { dot($0.frame.position, normal) }
    let gaps = zip(heights.dropFirst(), heights).map { $0 - $1 }
    if let at = gaps.firstIndex(where: { $0 < 1e-3 }) {
      throw VolumesError(
        .geometry,
        "two slices at \(threePlaces(heights[at])) mm: \(slices[at].name) and "
          + "\(slices[at + 1].name); are several echoes, times or phases in the series?")
    }
    let usual = gaps.sorted()[gaps.count / 2]
    if let at = gaps.firstIndex(where: { abs($0 - usual) > max(0.05 * usual, 0.02) }) {
      let isMissing =
        gaps[at] > 1.5 * usual && abs((gaps[at] / usual).rounded() - gaps[at] / usual) < 0.1
      throw VolumesError(
        .geometry,
        "\(isMissing ? "missing slices" : "uneven spacing"): \(threePlaces(gaps[at])) mm between "
          + "\(slices[at].name) and \(slices[at + 1].name), \(threePlaces(usual)) mm elsewhere")
    }
    return try straightStep(slices)
  }

  /// The mean step, of slices that lie on a line.
  private static func straightStep(_ slices: [Slice]) throws(VolumesError) -> SIMD3<Double> {
    let first = slices[0].frame.position
    let step = (slices[slices.count - 1].frame.position - first) / Double(slices.count - 1)
    for (number, slice) in slices.enumerated() {
      let off = length(slice.frame.position - first - step * Double(number))
      guard off < max(0.1 * length(step), 0.5 * slice.frame.columnSpacing) else {
        throw VolumesError(
          .geometry,
          "slices are shifted sideways: \(slice.name) is off by \(threePlaces(off)) mm")
      }
    }
    return step
  }

  private static func axes(_ frame: DICOMFrame) -> String {
    let numbers = [frame.across, frame.down].flatMap { [$0.x, $0.y, $0.z] }
    return "(\(numbers.map(threePlaces).joined(separator: ", ")))"
  }
}

extension AffineTransform3D {
  /// A map to DICOM's coordinates, to the left and to the back, as one to the right and to the
  /// front.
  fileprivate var fromDICOM: Self {
    let turn = SIMD3<Double>(-1, -1, 1)
    return Self(i: i * turn, j: j * turn, k: k * turn, origin: origin * turn)
  }
}
