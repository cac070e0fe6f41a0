// SPDX-License-Identifier: Apache-2.0

/// Where a file of NIfTI says that its voxels lie: by a matrix, by a rotation, or by sizes alone.
struct NIfTIPlacement {
  /// What the matrix's coordinates are those of; 0: there is no matrix.
  let matrixCode: Int
  /// Rows of the matrix, from indices to x, y, z.
  let rows: [SIMD4<Double>]
  /// What the rotation's coordinates are those of; 0: there is none.
  let rotationCode: Int
  /// The last three of the four numbers of a unit quaternion.
  let quaternion: SIMD3<Double>
  /// Where the first voxel lies.
  let offset: SIMD3<Double>
  /// -1 where the third axis runs the other way than the rotation has it, else 1.
  let handedness: Double
  /// Sides of a voxel, as stored.
  let sides: SIMD3<Double>
  /// Millimeters in the unit of lengths; nil: it is not said which.
  let millimeters: Double?

  /// Reads a header's fields. Whole numbers have 16 bits in version 1 and 32 in version 2, real
  /// ones 32 and 64; each version has places of its own.
  init(_ fields: NIfTIFields, version: Int) {
    let isFirst = version == 1
    let width = isFirst ? 4 : 8
    func code(_ place: Int) -> Int {
      isFirst
        ? Int(fields.integer(place, as: Int16.self)) : Int(fields.integer(place, as: Int32.self))
    }
    func real(_ place: Int) -> Double { isFirst ? fields.float(place) : fields.double(place) }
    func three(_ place: Int) -> SIMD3<Double> { SIMD3((0..<3).map { real(place + width * $0) }) }
    matrixCode = code(isFirst ? 254 : 348)
    rotationCode = code(isFirst ? 252 : 344)
    rows = (isFirst ? [280, 296, 312] : [400, 432, 464]).map { place in
      SIMD4((0..<4).map { real(place + width * $0) })
    }
    quaternion = three(isFirst ? 256 : 352)
    offset = three(isFirst ? 268 : 376)
    handedness = real(isFirst ? 76 : 104)
    sides = three(isFirst ? 80 : 112)
    let units = isFirst ? Int(fields.bytes[123]) : Int(fields.integer(500, as: Int32.self) & 0xFF)
    millimeters = Self.millimeters(units)
  }

  private static func millimeters(_ units: Int) -> Double? {
    switch units & 7 {
    case 1: 1000
    case 2: 1
    case 3: 0.001
    default: nil
    }
  }

  /// From indices to the patient in millimeters: by the matrix where there is one, else by the
  /// rotation, as `nifti1.h` has it.
  ///
  /// - Throws: ``VolumesError`` where there is neither, or the rotation is none.
  func toPatient() throws(VolumesError) -> AffineTransform3D {
    let stored: AffineTransform3D
    if matrixCode > 0 {
      func column(_ at: Int) -> SIMD3<Double> { SIMD3(rows[0][at], rows[1][at], rows[2][at]) }
      stored = AffineTransform3D(
        i: column(0), j: column(1), k: column(2), origin: column(3))
    } else if rotationCode > 0 {
      stored = try rotated()
    } else {
      throw VolumesError(
        .geometry,
        "the file does not say how it lies in the patient (neither qform nor sform), so that left and "
          + "right are not known; a file that says it is wanted")
    }
    let scale = millimeters ?? 1
    return AffineTransform3D(
      i: stored.i * scale, j: stored.j * scale, k: stored.k * scale, origin: stored.origin * scale)
  }

  private func rotated() throws(VolumesError) -> AffineTransform3D {
    let (b, c, d) = (quaternion.x, quaternion.y, quaternion.z)
    let rest = 1 - (b * b + c * c + d * d)
    // Rounding of 32 bits may leave the three a little longer than 1.
    guard rest.isFinite, rest > -1e-6, sides.x > 0, sides.y > 0, sides.z > 0 else {
      throw VolumesError(
        .damaged, "the rotation (\(b), \(c), \(d)) with voxels of \(sides) is none")
    }
    var q = SIMD4((max(0, rest)).squareRoot(), b, c, d)
    if rest < 0 { q /= (q * q).sum().squareRoot() }
    let (a, x, y, z) = (q[0], q[1], q[2], q[3])
    let third = handedness < 0 ? -sides.z : sides.z
    return AffineTransform3D(
      i: SIMD3(a * a + x * x - y * y - z * z, 2 * (x * y + a * z), 2 * (x * z - a * y)) * sides.x,
      j: SIMD3(2 * (x * y - a * z), a * a + y * y - x * x - z * z, 2 * (y * z + a * x)) * sides.y,
      k: SIMD3(2 * (x * z + a * y), 2 * (y * z - a * x), a * a + z * z - x * x - y * y) * third,
      origin: offset)
  }
}
