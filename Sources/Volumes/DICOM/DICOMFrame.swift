// SPDX-License-Identifier: Apache-2.0

/// Where a frame of a DICOM image lies, and what its stored values stand for.
package struct DICOMFrame: Sendable, Equatable, Codable {
  /// The center of the first pixel in the patient, in millimeters, in DICOM's directions: to the
  /// left, to the back, to the head.
  package let position: SIMD3<Double>
  /// Where columns grow to, of length 1.
  package let across: SIMD3<Double>
  /// Where rows grow to, of length 1.
  package let down: SIMD3<Double>
  /// Millimeters between columns.
  package let columnSpacing: Double
  /// Millimeters between rows.
  package let rowSpacing: Double
  /// A value is `slope * stored + intercept`.
  package let slope: Double
  /// See ``slope``.
  package let intercept: Double

  /// Where slices grow to: at right angles to rows and columns.
  var normal: SIMD3<Double> { cross(across, down) }

  /// Wraps what was read.
  package init(
    position: SIMD3<Double>, across: SIMD3<Double>, down: SIMD3<Double>, columnSpacing: Double,
    rowSpacing: Double, slope: Double, intercept: Double
  ) {
    (self.position, self.across, self.down) = (position, across, down)
    (self.columnSpacing, self.rowSpacing) = (columnSpacing, rowSpacing)
    (self.slope, self.intercept) = (slope, intercept)
  }
}
