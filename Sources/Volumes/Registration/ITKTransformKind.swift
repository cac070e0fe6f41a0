// SPDX-License-Identifier: Apache-2.0

/// Transforms of ITK that are read. Each maps a point of the fixed image to the moving one's by a
/// matrix about a center, `matrix (p - center) + center + translation`, in millimeters that grow to
/// the left, to the back and to the head.
///
/// Meanings of the numbers are those of ITK's classes of the same names (Insight Software
/// Consortium).
enum ITKTransformKind: String, CaseIterable {
  /// A matrix row by row, and a translation.
  case matrixOffset = "MatrixOffsetTransformBase"
  /// The same.
  case affine = "AffineTransform"
  /// Angles about x, y and z in radians, and a translation.
  case euler = "Euler3DTransform"
  /// The last three numbers of a unit quaternion whose first is not negative, and a translation.
  case versor = "VersorRigid3DTransform"

  /// The map of a file, in ITK's coordinates.
  ///
  /// - Throws: ``VolumesError`` for a transform that is not read, or one without an inverse.
  static func map(_ text: ITKTransformText) throws(VolumesError) -> AffineTransform3D {
    guard let kind = allCases.first(where: { $0.names.contains(text.type) }) else {
      throw VolumesError(
        .unsupported,
        "a transform \"\(text.type.prefix(60))\"; \(allCases.map(\.rawValue).joined(separator: ", "))"
          + " of three dimensions (_double_3_3) are read")
    }
    let (count, counts) = (kind.parameterCount, kind.fixedCounts)
    guard text.parameters.count == count, counts.contains(text.fixedParameters.count) else {
      throw VolumesError(
        .damaged,
        "\(text.parameters.count) parameters and \(text.fixedParameters.count) fixed ones of a "
          + "\(kind.rawValue); \(count) and \(counts.lowerBound) are wanted")
    }
    let map = try kind.map(text.parameters, text.fixedParameters)
    let sides = length(map.i) * length(map.j) * length(map.k)
    guard map.isFinite, map.inverse != nil, map.determinant > 1e-3 * sides else {
      throw VolumesError(
        .geometry,
        "the transform's matrix has the determinant \(map.determinant): it mirrors or flattens; one "
          + "that keeps left and right is wanted")
    }
    return map
  }

  private var names: [String] { ["double", "float"].map { "\(rawValue)_\($0)_3_3" } }

  private var parameterCount: Int {
    switch self {
    case .matrixOffset, .affine: 12
    case .euler, .versor: 6
    }
  }

  /// The center; of Euler's angles also the order in which they turn.
  private var fixedCounts: ClosedRange<Int> { self == .euler ? 3...4 : 3...3 }

  private func map(_ p: [Double], _ fixed: [Double]) throws(VolumesError) -> AffineTransform3D {
    func three(_ from: Int) -> SIMD3<Double> { SIMD3(p[from], p[from + 1], p[from + 2]) }
    var linear: AffineTransform3D
    switch self {
    case .matrixOffset, .affine:
      linear = AffineTransform3D(
        i: SIMD3(p[0], p[3], p[6]), j: SIMD3(p[1], p[4], p[7]), k: SIMD3(p[2], p[5], p[8]),
        origin: .zero)
    case .euler: linear = Self.turns(three(0), beginsWithX: fixed.count == 4 && fixed[3] != 0)
    case .versor: linear = try Self.rotation(versor: three(0))
    }
    let center = SIMD3(fixed[0], fixed[1], fixed[2])
    linear.origin = center + three(p.count - 3) - linear.linear(center)
    return linear
  }

  /// First about y, then x, then z; or about x, then y, then z.
  private static func turns(_ angles: SIMD3<Double>, beginsWithX: Bool) -> AffineTransform3D {
    func turn(_ axis: Int) -> AffineTransform3D {
      var motion = RigidMotion(about: .zero)
      motion.turn[axis] = angles[axis]
      return motion.rotation
    }
    return beginsWithX
      ? turn(2).after(turn(1)).after(turn(0)) : turn(2).after(turn(0)).after(turn(1))
  }

  private static func rotation(versor: SIMD3<Double>) throws(VolumesError) -> AffineTransform3D {
    let sine = length(versor)
    guard sine <= 1 + 1e-9 else {
      throw VolumesError(.damaged, "a versor of length \(sine); 1 at most is wanted")
    }
    var motion = RigidMotion(about: .zero)
    let cosine = max(0, 1 - sine * sine).squareRoot()
    if sine > 0 { motion.turn = versor * (2 * angle(y: sine, x: cosine) / sine) }
    return motion.rotation
  }
}
