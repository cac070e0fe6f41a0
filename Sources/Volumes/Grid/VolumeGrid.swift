// SPDX-License-Identifier: Apache-2.0

/// Where the voxels of a volume lie in the patient.
///
/// Coordinates of the patient are in millimeters and grow to the right, to the front and to the
/// head (RAS+, as NIfTI has them; DICOM's grow to the left and to the back).
public struct VolumeGrid: Sendable, Equatable {
  /// By reference: vectors of doubles are aligned to 32 bytes, and frames of asynchronous functions
  /// that hold such values are too short in Swift 6.3, which the address sanitizer shows.
  private final class Storage: Sendable {
    let counts: SIMD3<Int>
    let toPatient: AffineTransform3D
    let toIndices: AffineTransform3D

    init(_ counts: SIMD3<Int>, _ toPatient: AffineTransform3D, _ toIndices: AffineTransform3D) {
      (self.counts, self.toPatient, self.toIndices) = (counts, toPatient, toIndices)
    }
  }

  private let storage: Storage

  /// Voxels along the three indices; each at least 1.
  public var counts: SIMD3<Int> { storage.counts }
  /// From indices (the first voxel's center is at (0, 0, 0)) to the patient.
  public var toPatient: AffineTransform3D { storage.toPatient }
  /// From the patient to indices.
  public var toIndices: AffineTransform3D { storage.toIndices }

  /// Whether two grids have the same voxels in the same places.
  public static func == (a: Self, b: Self) -> Bool {
    a.counts == b.counts && a.toPatient == b.toPatient
  }

  /// Makes a grid.
  ///
  /// - Throws: ``VolumesError`` with `geometry` for voxels of no size or axes of one direction.
  public init(counts: SIMD3<Int>, toPatient: AffineTransform3D) throws(VolumesError) {
    precondition(
      counts.x > 0 && counts.y > 0 && counts.z > 0, "VolumeGrid: \(counts) voxels, 1 are wanted")
    let steps = [toPatient.i, toPatient.j, toPatient.k].map(length)
    // Of axes at right angles the volume of a voxel is the product of its sides.
    guard toPatient.isFinite, let toIndices = toPatient.inverse, steps.allSatisfy({ $0 > 0 }),
      abs(toPatient.determinant) > 1e-3 * steps[0] * steps[1] * steps[2]
    else {
      throw VolumesError(
        .geometry,
        "voxels of \(steps.map(threePlaces).joined(separator: " x ")) mm along axes that span "
          + "no space; three axes of different directions are wanted")
    }
    storage = Storage(counts, toPatient, toIndices)
  }

  /// How many voxels there are.
  public var voxelCount: Int { counts.x * counts.y * counts.z }

  /// Millimeters between neighbors along the three indices.
  public var spacing: SIMD3<Double> {
    SIMD3(length(toPatient.i), length(toPatient.j), length(toPatient.k))
  }
}

extension VolumeGrid: CustomStringConvertible {
  /// As "91x109x91 voxels of 2 x 2 x 2 mm".
  public var description: String {
    let sides = [spacing.x, spacing.y, spacing.z].map(threePlaces)
    return "\(counts.x)x\(counts.y)x\(counts.z) voxels of \(sides.joined(separator: " x ")) mm"
  }
}

/// A number with three decimal places at most, and none that says nothing.
func threePlaces(_ value: Double) -> String { shortest(value, places: 3) }

/// A number with so many decimal places at most, and none that says nothing.
func shortest(_ value: Double, places: Int) -> String {
  let unit = (0..<places).reduce(1.0) { unit, _ in 10 * unit }
  let rounded = (value * unit).rounded() / unit
  return rounded == rounded.rounded() && abs(rounded) < 1e9 ? "\(Int(rounded))" : "\(rounded)"
}
